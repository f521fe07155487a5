package org.imagebuilder.dispatcher.watch;

import java.util.List;
import org.imagebuilder.queue.LostJob;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** A line per lost job: each is a worker that died, or one that is about to deliver to nobody. */
@Component
class LostJobLog implements LostJobListener {

    private static final Logger LOG = LoggerFactory.getLogger(LostJobLog.class);

    @Override
    public void lost(List<LostJob> jobs) {
        for (LostJob job : jobs) {
            LOG.warn(
                    "{} job {} of channel '{}' lost its worker {} in attempt {} and is {}",
                    job.type(),
                    job.id(),
                    job.channel(),
                    job.worker(),
                    job.attempt(),
                    switch (job.fate()) {
                        case REQUEUED -> "ready again";
                        case FINISHED -> "given up";
                    });
        }
    }
}

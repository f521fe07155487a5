package org.imagebuilder.dispatcher.watch;

import java.util.List;
import java.util.function.Supplier;
import org.imagebuilder.queue.Losses;
import org.imagebuilder.queue.LostJob;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes lost jobs a batch at a time until none is left, and tells of each batch. */
@Component
class LostJobs {

    private static final Logger LOG = LoggerFactory.getLogger(LostJobs.class);

    private final List<LostJobListener> listeners;

    LostJobs(List<LostJobListener> listeners) {
        this.listeners = listeners;
    }

    void takeAll(Supplier<List<LostJob>> batches) {
        List<LostJob> taken;
        do {
            taken = batches.get();
            if (!taken.isEmpty()) {
                tell(taken);
            }
        } while (taken.size() == Losses.BATCH);
    }

    private void tell(List<LostJob> jobs) {
        for (LostJobListener listener : listeners) {
            try {
                listener.lost(jobs);
            } catch (RuntimeException e) {
                LOG.error("{} lost jobs are taken, but not everybody knows", jobs.size(), e);
            }
        }
    }
}

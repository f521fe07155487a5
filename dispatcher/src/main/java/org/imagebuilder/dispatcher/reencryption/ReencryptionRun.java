package org.imagebuilder.dispatcher.reencryption;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.imagebuilder.queue.Reencryption;
import org.imagebuilder.queue.Reencryption.Batch;
import org.imagebuilder.queue.secrets.KeyRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Goes through all rows as long as some may not be under the active key, on one replica at a time. Only a run that finds
 * no such row any more lets go of the other keys: until then, some service may still use one of them.
 */
@Component
class ReencryptionRun {

    private static final Logger LOG = LoggerFactory.getLogger(ReencryptionRun.class);

    private final Reencryption reencryption;
    private final KeyRegistry registry;
    private final ReencryptionProperties properties;

    ReencryptionRun(Reencryption reencryption, KeyRegistry registry, ReencryptionProperties properties) {
        this.reencryption = reencryption;
        this.registry = registry;
        this.properties = properties;
    }

    @Scheduled(fixedDelayString = "${imagebuilder.dispatcher.reencryption-interval:10m}")
    @SchedulerLock(name = "reencryption")
    void run() {
        if (!registry.isMixed()) {
            return;
        }
        Run run = new Run();
        if (!run.all(reencryption::payloads) || !run.all(reencryption::requests)) {
            return;
        }
        if (run.changed + run.left > 0) {
            LOG.info("{} payloads are now under the active key, {} are not yet", run.changed, run.left);
        } else {
            List<String> forgotten = registry.forgetOthers();
            LOG.info("everything is under the active key; no other is needed any more, of {}", forgotten);
        }
    }

    @FunctionalInterface
    private interface Step {
        Batch encrypt(@Nullable UUID after, int size);
    }

    private final class Run {

        private int changed;
        private int left;

        /** False if it had to stop halfway. */
        boolean all(Step step) {
            UUID next = null;
            do {
                Batch batch = step.encrypt(next, properties.reencryptionRows());
                changed += batch.changed();
                left += batch.left();
                next = batch.next();
            } while (next != null && pause());
            return next == null;
        }

        private boolean pause() {
            try {
                TimeUnit.NANOSECONDS.sleep(properties.reencryptionPause().toNanos());
                return true;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}

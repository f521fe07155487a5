package org.imagebuilder.chaos.workload;

import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.imagebuilder.chaos.cluster.Cluster;
import org.imagebuilder.chaos.cluster.Kind;

/** Clients that submit at a steady rate, and workers that take what there is. */
public final class Workload implements AutoCloseable {

    private static final int WORKERS = 12;
    private static final int SUBMISSIONS_AT_ONCE = 32;
    private static final long END_WITHIN_SECONDS = 60;

    private final Ledger ledger = new Ledger();
    private final Steps steps = new Steps();
    private final Client composers;
    private final Client gateways;
    private final long pauseMillis;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore submissions = new Semaphore(SUBMISSIONS_AT_ONCE);
    private volatile boolean submitting = true;
    private volatile boolean careless;
    private volatile boolean over;

    /**
     * Starts.
     *
     * @param perSecond composes
     */
    public Workload(Cluster cluster, long seed, int perSecond) {
        composers = new Client(cluster.services(Kind.COMPOSER), "/api/image-builder-composer/v2", ledger);
        gateways = new Client(cluster.services(Kind.GATEWAY), "/api/image-builder-worker/v1", ledger);
        pauseMillis = TimeUnit.SECONDS.toMillis(1) / perSecond;
        for (int worker = 0; worker < WORKERS; worker++) {
            threads.execute(new BuildWorker(
                    gateways, ledger, steps, worker, new Random(seed + worker), () -> careless, () -> over));
        }
        threads.execute(this::submit);
    }

    private void submit() {
        Submitter submitter = new Submitter(composers, ledger, steps);
        while (submitting) {
            try {
                TimeUnit.MILLISECONDS.sleep(pauseMillis);
                if (submissions.tryAcquire()) {
                    threads.execute(() -> {
                        try {
                            submitter.submit();
                        } catch (InterruptedException _) {
                            Thread.currentThread().interrupt();
                        } finally {
                            submissions.release();
                        }
                    });
                }
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    public Ledger ledger() {
        return ledger;
    }

    public Steps steps() {
        return steps;
    }

    /** Whether workers forget what they took, or come late with it. */
    public void setCareless(boolean now) {
        careless = now;
    }

    /** No new composes; workers go on. */
    public void stopSubmitting() throws InterruptedException {
        submitting = false;
        if (submissions.tryAcquire(SUBMISSIONS_AT_ONCE, END_WITHIN_SECONDS, TimeUnit.SECONDS)) {
            submissions.release(SUBMISSIONS_AT_ONCE);
        }
    }

    @Override
    public void close() {
        submitting = false;
        over = true;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(END_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException _) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
        composers.close();
        gateways.close();
    }
}

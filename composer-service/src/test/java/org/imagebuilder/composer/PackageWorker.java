package org.imagebuilder.composer;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Is soon done with every job about packages, for as long as it is open. */
public final class PackageWorker implements AutoCloseable {

    private static final int MILLIS_BETWEEN_LOOKS = 5;

    private final PlayedWorker worker = new PlayedWorker(RunningService.statements());
    private final JdbcClient jdbc = JdbcClient.create(RunningService.bean(DataSource.class));
    private final ScheduledExecutorService work = Executors.newSingleThreadScheduledExecutor();
    private volatile @Nullable Throwable failure;

    private PackageWorker() {}

    /** Starts one. */
    public static PackageWorker start() {
        var started = new PackageWorker();
        var _ = started.work.scheduleWithFixedDelay(
                started::workOffOrStop, 0, MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
        return started;
    }

    private void workOffOrStop() {
        try {
            workOff();
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    private void workOff() {
        jdbc.sql("""
                        SELECT id, compose_id, type, channel, state FROM job
                        WHERE type IN ('depsolve', 'search-packages') AND state IN ('PENDING', 'READY')
                        """)
                .query(PlayedWorker.StoredJob.class)
                .list()
                .forEach(job -> worker.finish(
                        job.id(),
                        job.type().equals("depsolve")
                                ? "{\"package_specs\":{\"os\":[{\"name\":\"tmux\"}]}}"
                                : "{\"packages\":[{\"Name\":\"tmux\"}]}"));
    }

    @Override
    public void close() {
        work.shutdown();
        if (!hasEnded() || failure != null) {
            throw new IllegalStateException("the played worker did not do its work", failure);
        }
    }

    private boolean hasEnded() {
        try {
            return work.awaitTermination(20, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

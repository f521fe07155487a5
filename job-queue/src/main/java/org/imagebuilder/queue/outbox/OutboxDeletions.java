package org.imagebuilder.queue.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Deletes published references, many with one statement. A row that is not deleted is published again, which is allowed. */
public final class OutboxDeletions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxDeletions.class);
    private static final int PENDING = 100_000;
    private static final int BATCH = 1_000;
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration CLOSE_WITHIN = Duration.ofMillis(500);

    private final JdbcClient jdbc;
    private final BlockingQueue<Long> published = new LinkedBlockingQueue<>(PENDING);
    private final Thread deleter;
    private volatile boolean closed;

    public OutboxDeletions(DataSource database) {
        this.jdbc = JdbcClient.create(database);
        this.deleter = Thread.ofVirtual().name("outbox-deletions").start(this::run);
    }

    void add(long id) {
        if (!published.offer(id)) {
            LOG.debug("row {} is left to the sweeper", id);
        }
    }

    private void run() {
        while (!closed || !published.isEmpty()) {
            try {
                Long first = published.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    // gives others the time to join the same statement
                    TimeUnit.MILLISECONDS.sleep(closed ? 0 : PAUSE.toMillis());
                    List<Long> ids = new ArrayList<>(List.of(first));
                    published.drainTo(ids, BATCH - 1);
                    delete(ids);
                }
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void delete(List<Long> ids) {
        try {
            delete(jdbc, ids);
        } catch (DataAccessException e) {
            LOG.warn(
                    "{} published rows stay in the outbox and will be published again: {}", ids.size(), e.getMessage());
        }
    }

    static void delete(JdbcClient jdbc, List<Long> ids) {
        jdbc.sql("DELETE FROM outbox WHERE id = ANY (:ids)")
                .param("ids", ids.toArray(Long[]::new))
                .update();
    }

    @Override
    public void close() {
        closed = true;
        OwnedThreads.end(deleter, CLOSE_WITHIN);
    }
}

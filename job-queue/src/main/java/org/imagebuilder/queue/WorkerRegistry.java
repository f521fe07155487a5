package org.imagebuilder.queue;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.imagebuilder.queue.RegisteredWorker.RunningJob;
import org.jspecify.annotations.Nullable;

/** Shows the workers of one channel, and never those of another. */
public final class WorkerRegistry {

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private static final String SHOW = """
            SELECT w.id, w.architecture, w.registered_at, greatest(w.heartbeat_at, r.heartbeat_at) AS heartbeat_at,
                   r.ids, r.types
            FROM (SELECT * FROM worker WHERE channel = :channel AND $WHICH) w
            CROSS JOIN LATERAL (
                SELECT max(j.heartbeat_at) AS heartbeat_at,
                       array_agg(j.id::text ORDER BY j.started_at, j.id) AS ids,
                       array_agg(j.type ORDER BY j.started_at, j.id) AS types
                FROM job j WHERE j.worker_id = w.id AND j.state = 'RUNNING'
            ) r
            ORDER BY w.id
            """;

    private static final String PAGE = SHOW.replace("$WHICH", "id > :after::uuid ORDER BY id LIMIT :limit");

    private static final String ONE = SHOW.replace("$WHICH", "id = :id::uuid");

    private final Statements statements;

    public WorkerRegistry(Statements statements) {
        this.statements = statements;
    }

    /**
     * Workers of a channel, by id, which is also the order in which they came.
     *
     * @param after the last one that is known already; null to begin with
     */
    public List<RegisteredWorker> page(String channel, @Nullable UUID after, int limit) {
        return statements
                .sql(PAGE)
                .param("channel", channel)
                .param("after", (after == null ? BEFORE_ALL : after).toString())
                .param("limit", limit)
                .query(WorkerRegistry::read)
                .list();
    }

    /** One of the channel's workers. */
    public Optional<RegisteredWorker> find(String channel, UUID worker) {
        return statements
                .sql(ONE)
                .param("channel", channel)
                .param("id", worker.toString())
                .query(WorkerRegistry::read)
                .optional();
    }

    private static RegisteredWorker read(ResultSet row, int index) throws SQLException {
        String[] ids = texts(row.getArray("ids"));
        String[] types = texts(row.getArray("types"));
        return new RegisteredWorker(
                row.getObject("id", UUID.class),
                row.getString("architecture"),
                Statements.instant(row, "registered_at"),
                Statements.instant(row, "heartbeat_at"),
                IntStream.range(0, ids.length)
                        .mapToObj(i -> new RunningJob(UUID.fromString(ids[i]), types[i]))
                        .toList());
    }

    private static String[] texts(@Nullable Array array) throws SQLException {
        return array == null ? new String[0] : (String[]) array.getArray();
    }
}

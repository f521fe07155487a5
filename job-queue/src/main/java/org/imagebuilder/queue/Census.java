package org.imagebuilder.queue;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts what is there, for those who watch over the whole. Costs as much as is in flight, whatever the history. */
public final class Census {

    /** One index over jobs in flight for each state: a common condition on the three would fit none of them. */
    private static final String JOBS = """
            SELECT split_part(type, ':', 1) AS type, channel, state, count(*) AS jobs, min(ready_at) AS ready_since
            FROM (
                SELECT type, channel, state, NULL::timestamptz AS ready_at FROM job WHERE state = 'PENDING'
                UNION ALL
                SELECT type, channel, state, ready_at FROM job WHERE state = 'READY'
                UNION ALL
                SELECT type, channel, state, NULL::timestamptz FROM job WHERE state = 'RUNNING'
            ) in_flight
            GROUP BY split_part(type, ':', 1), channel, state
            """;

    private final Statements statements;

    public Census(Statements statements) {
        this.statements = statements;
    }

    /**
     * Jobs in flight of one kind and state.
     *
     * @param type without architecture
     * @param readySince since when the oldest of them can be handed out; null where none can
     */
    public record Jobs(
            String type,
            String channel,
            JobState state,
            long count,
            @Nullable Instant readySince) {}

    /** Registered workers of one kind. */
    public record Workers(String channel, String architecture, long count) {}

    /**
     * Events, and references to ready jobs, that Kafka has not acknowledged yet.
     *
     * @param since when the oldest of them happened; null if there is none
     */
    public record Outbox(long count, @Nullable Instant since) {}

    public List<Jobs> jobs() {
        return statements
                .sql(JOBS)
                .query((row, _) -> new Jobs(
                        row.getString("type"),
                        row.getString("channel"),
                        JobState.valueOf(row.getString("state")),
                        row.getLong("jobs"),
                        instant(row.getObject("ready_since", OffsetDateTime.class))))
                .list();
    }

    public List<Workers> workers() {
        return statements
                .sql("SELECT channel, architecture, count(*) AS workers FROM worker GROUP BY channel, architecture")
                .query((row, _) ->
                        new Workers(row.getString("channel"), row.getString("architecture"), row.getLong("workers")))
                .list();
    }

    public Outbox outbox() {
        return statements
                .sql("SELECT count(*) AS events, min(occurred_at) AS since FROM outbox")
                .query((row, _) ->
                        new Outbox(row.getLong("events"), instant(row.getObject("since", OffsetDateTime.class))))
                .single();
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}

package org.imagebuilder.system;

import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.imagebuilder.events.ComposeEvent;
import org.imagebuilder.events.JobChange;
import org.imagebuilder.events.JobEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The same facts twice: as the events tell them, and as the database has them. */
final class Replay {

    private Replay() {}

    /** What can be told of a job from outside. */
    record JobFacts(
            String state,
            int attempt,
            int retries,
            @Nullable UUID composeId,
            @Nullable UUID workerId,
            @Nullable Integer error) {}

    static Map<UUID, JobFacts> jobs(Map<UUID, List<JobEvent>> events) {
        return new TreeMap<>(events.entrySet().stream()
                .filter(e -> e.getValue().getLast().getChange() != JobChange.DELETED)
                .collect(toMap(Map.Entry::getKey, e -> facts(e.getValue()))));
    }

    private static JobFacts facts(List<JobEvent> history) {
        JobEvent last = history.getLast();
        long retries = history.stream()
                .filter(event -> event.getChange() == JobChange.REQUEUED)
                .count();
        return new JobFacts(
                last.getState().name(),
                last.getAttempt(),
                (int) retries,
                last.getComposeId(),
                last.getWorkerId(),
                last.getError() == null ? null : last.getError().getId());
    }

    static Map<UUID, JobFacts> jobs(JdbcClient database) {
        Map<UUID, JobFacts> facts = new TreeMap<>();
        database.sql("SELECT * FROM job").query(row -> {
            int error = row.getInt("error_id");
            boolean none = row.wasNull();
            facts.put(
                    row.getObject("id", UUID.class),
                    new JobFacts(
                            row.getString("state"),
                            row.getInt("attempt"),
                            row.getInt("retries"),
                            row.getObject("compose_id", UUID.class),
                            row.getObject("worker_id", UUID.class),
                            none ? null : error));
        });
        return facts;
    }

    static Map<UUID, String> composes(Map<UUID, List<ComposeEvent>> events) {
        return new TreeMap<>(events.entrySet().stream()
                .collect(toMap(
                        Map.Entry::getKey,
                        e -> e.getValue().getLast().getStatus().name())));
    }

    static Map<UUID, String> composes(JdbcClient database) {
        Map<UUID, String> statuses = new TreeMap<>();
        database.sql("""
                        SELECT c.id, CASE WHEN j.state = 'CANCELED' THEN 'CANCELED' WHEN j.error_id IS NULL THEN 'SUCCESS'
                                          ELSE 'FAILURE' END AS status
                        FROM compose c JOIN job j ON j.id = c.id WHERE j.state IN ('FINISHED', 'CANCELED')
                        """).query(row -> {
            statuses.put(row.getObject("id", UUID.class), row.getString("status"));
        });
        return statuses;
    }
}

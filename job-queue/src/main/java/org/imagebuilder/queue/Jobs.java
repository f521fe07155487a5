package org.imagebuilder.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads jobs. */
public final class Jobs {

    /** Of the job {@code j}, as a column. */
    static final String DEPENDENCIES =
            "ARRAY(SELECT d.dependency_id FROM job_dependency d WHERE d.job_id = j.id ORDER BY d.ordinal) AS dependencies";

    static final String COLUMNS = """
            SELECT j.id, j.compose_id, j.type, j.channel, j.state, j.attempt, j.retries, j.queued_at, j.started_at,
                   j.finished_at, j.error_id, j.error_reason, p.digest, p.digest_sealed, p.result_key,
                   $DEPENDENCIES
            """.replace("$DEPENDENCIES", DEPENDENCIES);

    private static final String TREE = """
            WITH RECURSIVE tree (id, depth) AS (
                SELECT :id::uuid, 0
                UNION
                SELECT d.dependency_id, t.depth + 1 FROM tree t JOIN job_dependency d ON d.job_id = t.id
            ),
            node AS (SELECT id, min(depth) AS depth FROM tree GROUP BY id)
            """ + COLUMNS + """
            FROM node n JOIN job j ON j.id = n.id JOIN job_payload p ON p.job_id = j.id
            ORDER BY n.depth, j.id
            """;

    /** Cheaper than to go from job to job, and most often asked for. */
    private static final String OF_COMPOSES = COLUMNS + """
            FROM job j JOIN job_payload p ON p.job_id = j.id
            WHERE j.compose_id = ANY (:ids::uuid[])
            """;

    private static final int MOST_AT_ONCE = 64;

    private static final String ONE =
            COLUMNS + "FROM job j JOIN job_payload p ON p.job_id = j.id WHERE j.id = :id::uuid";

    private static final String ROOTS = """
            SELECT j.id FROM job j
            WHERE j.channel = :channel AND NOT EXISTS (SELECT FROM job_dependency d WHERE d.dependency_id = j.id)
            ORDER BY j.id
            """;

    private final Statements statements;
    private final Coalescer<UUID, List<JobSnapshot>> composes = Coalescer.ofReads(MOST_AT_ONCE, this::ofComposes);

    public Jobs(Statements statements) {
        this.statements = statements;
    }

    /**
     * What a job was given and what it gave back, as JSON.
     *
     * @param result null as long as nothing was reported
     */
    public record Payload(String arguments, @Nullable String result) {

        /** Without what may be secret. */
        @Override
        public String toString() {
            return "Payload[...]";
        }
    }

    /**
     * A job with everything it depends on, directly or not: in one statement for a compose, together with what others ask
     * for at the same time, in two for any other job.
     *
     * @return the job first, then the others; empty for an unknown id
     */
    public List<JobSnapshot> withDependencies(UUID id) {
        List<JobSnapshot> tree = byDistance(
                id,
                composes.run(id).stream()
                        .sorted(Comparator.comparing(JobSnapshot::id))
                        .toList());
        return tree.isEmpty()
                ? statements
                        .sql(TREE)
                        .param("id", id.toString())
                        .query(JobRow.in(statements.vault()))
                        .list()
                : tree;
    }

    private List<List<JobSnapshot>> ofComposes(List<UUID> ids) {
        Map<UUID, List<JobSnapshot>> jobs = statements
                .sql(OF_COMPOSES)
                .param("ids", Statements.texts(ids))
                .query(JobRow.in(statements.vault()))
                .list()
                .stream()
                .collect(Collectors.groupingBy(job -> Objects.requireNonNull(job.composeId())));
        return ids.stream().map(id -> jobs.getOrDefault(id, List.of())).toList();
    }

    /** Those that the root depends on, nearest first; none if one of them is missing. */
    private static List<JobSnapshot> byDistance(UUID root, List<JobSnapshot> jobs) {
        List<JobSnapshot> tree = new ArrayList<>();
        Set<UUID> found = new HashSet<>();
        Set<UUID> wanted = Set.of(root);
        while (!wanted.isEmpty()) {
            Set<UUID> level = wanted;
            List<JobSnapshot> here =
                    jobs.stream().filter(job -> level.contains(job.id())).toList();
            if (here.size() < level.size()) {
                return List.of();
            }
            tree.addAll(here);
            found.addAll(level);
            wanted = here.stream()
                    .flatMap(job -> job.dependencies().stream())
                    .filter(id -> !found.contains(id))
                    .collect(Collectors.toSet());
        }
        return tree;
    }

    /** One job. */
    public Optional<JobSnapshot> find(UUID id) {
        return statements
                .sql(ONE)
                .param("id", id.toString())
                .query(JobRow.in(statements.vault()))
                .optional();
    }

    /** Arguments and result, which may be large. */
    public Optional<Payload> payload(UUID id) {
        return statements
                .payloads()
                .sql("""
                        SELECT arguments, arguments_sealed, arguments_key, result, result_sealed, result_key
                        FROM job_payload WHERE job_id = :id::uuid
                        """)
                .param("id", id.toString())
                .query((row, _) -> payload(row, id))
                .optional();
    }

    private Payload payload(ResultSet row, UUID id) throws SQLException {
        RawJson arguments = StoredJson.arguments(row, id).open(statements.vault());
        RawJson result = StoredJson.result(row, id).open(statements.vault());
        return new Payload(Objects.requireNonNull(arguments).text(), result == null ? null : result.text());
    }

    /** Jobs that depend on this one. */
    public List<UUID> dependents(UUID id) {
        return statements
                .sql("SELECT job_id FROM job_dependency WHERE dependency_id = :id::uuid ORDER BY job_id")
                .param("id", id.toString())
                .query(Statements::id)
                .list();
    }

    /** Jobs of a channel on which no other job depends. */
    public List<UUID> roots(String channel) {
        return statements
                .sql(ROOTS)
                .param("channel", channel)
                .query(Statements::id)
                .list();
    }

    /**
     * What a token stands for, for this tenant.
     *
     * @return {@link JobState#RUNNING} or {@link JobState#CANCELED}; empty once the job is finished or requeued, and for
     *     tokens that never were
     */
    public Optional<JobState> stateOf(Handle handle) {
        return statements
                .sql("SELECT state FROM job WHERE token = :token::uuid AND channel = :channel")
                .param("token", handle.token().toString())
                .param("channel", handle.channel())
                .query(String.class)
                .optional()
                .map(JobState::valueOf);
    }

    /**
     * A job in the hands of the worker that has its token.
     *
     * @param attempt which hand-out this is
     */
    public record Held(UUID id, int attempt) {}

    /** The running job that a token stands for; empty also for a cancelled one. */
    public Optional<Held> heldBy(Handle handle) {
        return statements
                .sql("""
                        SELECT id, attempt FROM job
                        WHERE token = :token::uuid AND channel = :channel AND state = 'RUNNING'
                        """)
                .param("token", handle.token().toString())
                .param("channel", handle.channel())
                .query((row, _) -> new Held(row.getObject("id", UUID.class), row.getInt("attempt")))
                .optional();
    }

    /**
     * How far a job is, in few words.
     *
     * @param attempt hand-outs so far
     * @param failed whether it finished with an error
     */
    public record Standing(UUID id, JobState state, int attempt, boolean failed) {}

    /** Where these jobs stand, in one statement; unknown ids are left out. */
    public List<Standing> standings(Collection<UUID> ids) {
        return statements
                .sql("""
                        SELECT id, state, attempt, error_id IS NOT NULL AS failed FROM job WHERE id = ANY (:ids::uuid[])
                        """)
                .param("ids", Statements.texts(ids))
                .query((row, _) -> new Standing(
                        row.getObject("id", UUID.class),
                        JobState.valueOf(row.getString("state")),
                        row.getInt("attempt"),
                        row.getBoolean("failed")))
                .list();
    }
}

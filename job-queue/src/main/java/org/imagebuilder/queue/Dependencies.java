package org.imagebuilder.queue;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.imagebuilder.queue.outbox.OutboxRows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Moves jobs on when what they depend on has ended, as far as that has not happened with the end itself: after failures
 * and cancellations, across composes, and when several end at the same time. Doing it twice changes nothing.
 */
public final class Dependencies {

    /** Of the rules that fit, the first decides; a job is failed at most once, whatever else of it fails. */
    private static final String FAIL_DEPENDENTS =
            """
            WITH rule AS (
                SELECT * FROM unnest(:types::text[], :dependencyTypes::text[], :errorIds::int[], :reasons::text[],
                                     :results::json[])
                    WITH ORDINALITY r (type, dependency_type, error_id, reason, result, rank)
            ),
            edge AS (
                SELECT job_id, dependency_id FROM job_dependency WHERE dependency_id = ANY (:ended::uuid[])
                UNION
                SELECT job_id, dependency_id FROM job_dependency WHERE job_id = ANY (:queued::uuid[])
            ),
            decided AS (
                SELECT DISTINCT ON (e.job_id) e.job_id, d.state AS previous_state, r.error_id, r.reason, r.result
                FROM edge e
                JOIN job f ON f.id = e.dependency_id AND f.id = ANY (ARRAY(SELECT dependency_id FROM edge))
                    AND (f.error_id IS NOT NULL OR f.state = 'CANCELED')
                JOIN job d ON d.id = e.job_id AND d.id = ANY (ARRAY(SELECT job_id FROM edge))
                    AND (d.state || '') IN ('PENDING', 'READY')
                JOIN rule r ON r.type IN ('*', split_part(d.type, ':', 1))
                    AND r.dependency_type IN (CASE f.state WHEN 'CANCELED' THEN '!' ELSE '*' END,
                                              CASE f.state WHEN 'CANCELED' THEN '!' ELSE split_part(f.type, ':', 1) END)
                ORDER BY e.job_id, r.rank
            ),
            moved AS (
                UPDATE job j
                SET state = 'FINISHED', started_at = greatest(:now, j.ready_at, j.queued_at),
                    finished_at = greatest(:now, j.ready_at, j.queued_at), error_id = d.error_id, error_reason = d.reason
                FROM decided d
                WHERE j.id = d.job_id AND j.state = d.previous_state AND d.error_id IS NOT NULL
                RETURNING $MOVED, d.previous_state, NULL::text AS change, d.result
            ),
            stored AS (
                UPDATE job_payload p
                SET result = m.result, digest = m.result, result_sealed = NULL, result_size = NULL,
                    digest_sealed = NULL, result_key = NULL
                FROM moved m WHERE p.job_id = m.id
            ),
            """.replace("$MOVED", OutboxRows.MOVED) + OutboxRows.COMPOSED + OutboxRows.EVENTS_AND_ANSWER;

    private static final String MAKE_READY =
            """
            WITH candidate AS (
                SELECT unnest(:queued::uuid[]) AS id
                UNION
                SELECT job_id FROM job_dependency WHERE dependency_id = ANY (:ended::uuid[])
            ),
            moved AS (
                UPDATE job j
                SET state = 'READY', ready_at = greatest(:now, j.queued_at)
                WHERE j.id = ANY (ARRAY(SELECT id FROM candidate))
                  -- the index of that state is not for a job whose id is known: it may be long
                  AND (j.state || '') = 'PENDING'
                  AND NOT EXISTS (
                      SELECT FROM job_dependency d JOIN job p ON p.id = d.dependency_id
                      WHERE d.job_id = j.id AND p.state <> 'FINISHED')
                RETURNING $MOVED, 'PENDING' AS previous_state, NULL::text AS change
            ),
            """.replace("$MOVED", OutboxRows.MOVED) + OutboxRows.COMPOSED + OutboxRows.EVENTS_AND_ANSWER;

    private static final String FORGOTTEN = """
            SELECT j.id FROM job j
            WHERE j.state = 'PENDING' AND j.queued_at < :before
              AND NOT EXISTS (
                  SELECT FROM job_dependency d JOIN job p ON p.id = d.dependency_id
                  WHERE d.job_id = j.id
                    AND (p.state NOT IN ('FINISHED', 'CANCELED') OR p.finished_at >= :before))
            LIMIT 1000
            """;

    private final Statements statements;
    private final List<DependencyRule> rules;

    /** @param rules what a failed dependency does, the first that fits decides; see {@link DependencyRule} */
    public Dependencies(Statements statements, List<DependencyRule> rules) {
        this.statements = statements;
        this.rules = List.copyOf(rules);
    }

    /**
     * Handles a batch of job events, in two statements whatever their number: finishes the dependents of failed and
     * cancelled jobs with the dependency error, then makes ready what has nothing left to wait for.
     *
     * @param queued jobs that are new
     * @param ended jobs that are finished or cancelled
     */
    public void enforce(Collection<UUID> queued, Collection<UUID> ended) {
        enforce(queued, ended, ended);
    }

    /**
     * The same for who knows how the jobs ended; one statement if nothing is new and nothing has failed.
     *
     * @param failed those of the ended jobs that have failed or were cancelled
     */
    public void enforce(Collection<UUID> queued, Collection<UUID> ended, Collection<UUID> failed) {
        if (!queued.isEmpty() || !failed.isEmpty()) {
            failDependents(queued, failed);
        }
        makeReady(queued, ended);
    }

    /**
     * Jobs that have waited for nothing for a while and should have been moved: their events got lost, with a deleted
     * topic for example. {@link #enforce} takes them as queued.
     *
     * @param age how long ago they must have been stored, and their last dependency finished
     */
    public List<UUID> forgotten(Duration age) {
        return statements
                .sql(FORGOTTEN)
                .param("before", Statements.at(statements.clock().instant().minus(age)))
                .query(Statements::id)
                .list();
    }

    private void failDependents(Collection<UUID> queued, Collection<UUID> ended) {
        statements.announce(statements.run(candidates(FAIL_DEPENDENTS, Transition.FINISHED, "dependency", queued, ended)
                .param("types", rules.stream().map(DependencyRule::type).toArray(String[]::new))
                .param(
                        "dependencyTypes",
                        rules.stream().map(DependencyRule::dependencyType).toArray(String[]::new))
                .param("errorIds", rules.stream().map(DependencyRule::errorId).toArray(Integer[]::new))
                .param("reasons", rules.stream().map(DependencyRule::reason).toArray(String[]::new))
                .param("results", rules.stream().map(DependencyRule::result).toArray(String[]::new))));
    }

    private void makeReady(Collection<UUID> queued, Collection<UUID> ended) {
        statements.announce(statements.run(candidates(MAKE_READY, Transition.READY, null, queued, ended)));
    }

    private StatementSpec candidates(
            String sql, Transition change, @Nullable String cause, Collection<UUID> queued, Collection<UUID> ended) {
        return statements
                .change(sql, change, cause)
                .param("queued", Statements.texts(queued))
                .param("ended", Statements.texts(ended));
    }
}

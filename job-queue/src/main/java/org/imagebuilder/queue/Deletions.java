package org.imagebuilder.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.imagebuilder.queue.outbox.OutboxRows;

/** Deletes jobs. */
public final class Deletions {

    /** Of all that the root reaches, whatever an outside job needs stays, and what that needs, and so on. */
    private static final String DELETE = """
            WITH RECURSIVE reach (id) AS (
                SELECT id FROM job WHERE id = :id::uuid AND state IN ('FINISHED', 'CANCELED')
                UNION
                SELECT d.dependency_id FROM reach r JOIN job_dependency d ON d.job_id = r.id
            ),
            kept (id) AS (
                SELECT d.dependency_id FROM job_dependency d
                WHERE d.dependency_id = ANY (ARRAY(SELECT id FROM reach)) AND d.job_id NOT IN (SELECT id FROM reach)
                UNION
                SELECT d.dependency_id FROM kept k JOIN job_dependency d ON d.job_id = k.id
            ),
            doomed AS (
                SELECT id, state FROM job WHERE id IN (SELECT id FROM reach EXCEPT SELECT id FROM kept)
            ),
            unfinished AS (SELECT id FROM doomed WHERE state IN ('PENDING', 'READY', 'RUNNING')),
            moved AS (
                DELETE FROM job j
                WHERE j.id IN (SELECT id FROM doomed) AND NOT EXISTS (SELECT FROM unfinished)
                RETURNING $MOVED, j.state AS previous_state, 'DELETED' AS change
            ),
            composed AS (DELETE FROM compose WHERE id IN (SELECT id FROM moved) RETURNING *),
            """.replace("$MOVED", OutboxRows.MOVED) + OutboxRows.EVENTS + """
            SELECT o.*, r.* FROM (
                SELECT (SELECT state FROM job WHERE id = :id::uuid) AS root_state,
                       (SELECT count(*) FROM doomed) AS doomed,
                       (SELECT count(*) FROM unfinished) AS unfinished
            ) r LEFT JOIN event o ON true ORDER BY o.id
            """;

    /** Why nothing was deleted, if nothing was. */
    private record Root(boolean known, boolean ended, int doomed, int unfinished) {

        static Root read(ResultSet row) throws SQLException {
            String state = row.getString("root_state");
            return new Root(
                    state != null,
                    state != null && JobState.valueOf(state).isFinal(),
                    row.getInt("doomed"),
                    row.getInt("unfinished"));
        }

        Deletion kept() {
            if (!known) {
                return new Deletion.Unknown();
            }
            if (!ended || unfinished > 0) {
                return new Deletion.NotEnded();
            }
            // what was doomed and is not deleted was deleted by somebody else meanwhile
            return doomed > 0 ? new Deletion.Unknown() : new Deletion.StillNeeded();
        }
    }

    private final Statements statements;

    public Deletions(Statements statements) {
        this.statements = statements;
    }

    /**
     * Deletes a job that has ended and on which no other depends, with all dependencies that no other job needs, if
     * these have ended too.
     *
     * @param cause who and why, for the events
     */
    public Deletion delete(UUID job, String cause) {
        ChangedRows<Root> removed = new ChangedRows<>(Root::read);
        statements.change(DELETE, null, cause).param("id", job.toString()).query(removed);
        if (removed.removedJobs().isEmpty()) {
            return removed.summary().kept();
        }
        statements.announce(removed.events());
        return new Deletion.Deleted(removed.removedJobs());
    }
}

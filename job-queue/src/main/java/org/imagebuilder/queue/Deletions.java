package org.imagebuilder.queue;

import java.util.UUID;

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
                SELECT d.dependency_id FROM reach r JOIN job_dependency d ON d.dependency_id = r.id
                WHERE d.job_id NOT IN (SELECT id FROM reach)
                UNION
                SELECT d.dependency_id FROM kept k JOIN job_dependency d ON d.job_id = k.id
            ),
            doomed AS (SELECT id FROM reach EXCEPT SELECT id FROM kept),
            deleted AS (DELETE FROM job WHERE id IN (SELECT id FROM doomed) RETURNING id),
            composed AS (DELETE FROM compose WHERE id IN (SELECT id FROM doomed) RETURNING id)
            SELECT (SELECT count(*) FROM deleted) AS deleted,
                   (SELECT state FROM job WHERE id = :id::uuid) AS state
            """;

    private final Statements statements;

    public Deletions(Statements statements) {
        this.statements = statements;
    }

    /** Deletes a job that has ended and on which no other depends, with all dependencies that no other job needs. */
    public Deletion delete(UUID job) {
        return statements
                .sql(DELETE)
                .param("id", job.toString())
                .query((row, _) -> {
                    String state = row.getString("state");
                    if (state == null) {
                        return new Deletion.Unknown();
                    }
                    if (!JobState.valueOf(state).isFinal()) {
                        return new Deletion.NotEnded();
                    }
                    int deleted = row.getInt("deleted");
                    return deleted == 0 ? new Deletion.StillNeeded() : new Deletion.Deleted(deleted);
                })
                .single();
    }
}

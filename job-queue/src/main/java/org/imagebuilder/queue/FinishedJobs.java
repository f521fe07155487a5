package org.imagebuilder.queue;

import java.util.List;
import java.util.UUID;

/** Reads what finished jobs have left behind, which does not change any more. */
public final class FinishedJobs {

    private static final String SUCCEEDED_DEPENDENTS = Jobs.COLUMNS + """
            FROM job_dependency need JOIN job j ON j.id = need.job_id JOIN job_payload p ON p.job_id = j.id
            WHERE need.dependency_id = :id::uuid AND j.type = :type AND j.state = 'FINISHED' AND j.error_id IS NULL
            ORDER BY j.id
            """;

    private final Statements statements;

    public FinishedJobs(Statements statements) {
        this.statements = statements;
    }

    /**
     * Jobs of one type that depend directly on a job and have finished without an error, in one statement.
     *
     * @param type as stored, with the architecture where it has one
     * @return oldest first
     */
    public List<JobSnapshot> succeededDependents(UUID job, String type) {
        return statements
                .sql(SUCCEEDED_DEPENDENTS)
                .param("id", job.toString())
                .param("type", type)
                .query(JobRow.in(statements.vault()))
                .list();
    }
}

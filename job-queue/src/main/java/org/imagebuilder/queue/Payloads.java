package org.imagebuilder.queue;

import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what jobs were given and gave back, as the bytes that are stored: results may have tens of MiB. */
public final class Payloads {

    /** As bytes, since the database would make a text of it first. OFFSET 0: once, and not for each use. */
    private static final String RESULT = """
            SELECT size, result_key, CASE WHEN size <= :most THEN result END AS result,
                   CASE WHEN size <= :most THEN result_sealed END AS result_sealed
            FROM (SELECT result, result_sealed, result_key, coalesce(result_size, octet_length(json_send(result))) AS size
                  FROM job_payload WHERE job_id = :id::uuid OFFSET 0) p
            """;

    private final Statements statements;

    public Payloads(Statements statements) {
        this.statements = statements;
    }

    /**
     * A partial or final result.
     *
     * @param size in bytes; 0 without a result
     * @param json null without a result, and if there is more of it than was asked for
     */
    public record Sized(long size, @Nullable RawJson json) {}

    /** How many bytes the largest of these jobs' results has; 0 if there is none. */
    public long largestResult(Collection<UUID> jobs) {
        return statements
                .sql("""
                        SELECT max(coalesce(result_size, octet_length(json_send(result)))) FROM job_payload
                        WHERE job_id = ANY (:ids::uuid[])
                        """)
                .param("ids", Statements.texts(jobs))
                .query((row, _) -> row.getLong(1))
                .single();
    }

    /**
     * Reads a result, unless it has more than so many bytes.
     *
     * @return empty for an unknown job
     */
    public Optional<Sized> result(UUID job, long most) {
        return statements
                .payloads()
                .sql(RESULT)
                .param("id", job.toString())
                .param("most", most)
                .query((row, _) -> new Sized(
                        row.getLong("size"), StoredJson.result(row, job).open(statements.vault())))
                .optional();
    }

    /** What a job was given; empty for an unknown job. */
    public Optional<RawJson> arguments(UUID job) {
        return statements
                .payloads()
                .sql("SELECT arguments, arguments_sealed, arguments_key FROM job_payload WHERE job_id = :id::uuid")
                .param("id", job.toString())
                .query((row, _) -> StoredJson.arguments(row, job).open(statements.vault()))
                .optional();
    }
}

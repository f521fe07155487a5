package org.imagebuilder.queue;

import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.imagebuilder.queue.secrets.Column;
import org.imagebuilder.queue.secrets.Sealed;
import org.imagebuilder.queue.secrets.SealedReport;
import org.imagebuilder.queue.secrets.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Brings everything under the active key, a batch of rows at a time. Only data keys are encrypted anew, so that large
 * results stay as they are; what was not encrypted at all is.
 */
public final class Reencryption {

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    /** The result of a job that has not ended stays: another one, encrypted, will take its place. */
    private static final String PAYLOADS = """
            SELECT p.job_id AS id, p.arguments_key, p.result_key, p.arguments IS NOT NULL AS plain_arguments,
                   p.result IS NOT NULL AND j.state IN ('FINISHED', 'CANCELED') AS plain_result,
                   p.result IS NOT NULL AND j.state NOT IN ('FINISHED', 'CANCELED') AS plain_progress
            FROM job_payload p JOIN job j ON j.id = p.job_id
            WHERE p.job_id > :after::uuid ORDER BY p.job_id LIMIT :size
            """;

    private static final String REQUESTS = """
            SELECT id, request_key, request IS NOT NULL AS plain FROM compose
            WHERE id > :after::uuid ORDER BY id LIMIT :size
            """;

    private final Statements statements;
    private final Vault vault;

    public Reencryption(Statements statements) {
        this.statements = statements;
        this.vault = statements.vault();
    }

    /**
     * What was done.
     *
     * @param changed how often something was brought under the active key
     * @param left how often that was not possible for now
     * @param next where to go on; null at the end
     */
    public record Batch(int changed, int left, @Nullable UUID next) {}

    /** What jobs were given and gave back. */
    public Batch payloads(@Nullable UUID after, int size) {
        List<UUID> rows = new ArrayList<>();
        List<UUID> arguments = new ArrayList<>();
        List<UUID> results = new ArrayList<>();
        DataKeys argumentKeys = new DataKeys(statements, Column.ARGUMENTS, "job_payload", "job_id", "arguments_key");
        DataKeys resultKeys = new DataKeys(statements, Column.RESULT, "job_payload", "job_id", "result_key");
        int[] progress = {0};
        page(PAYLOADS, after, size).query(row -> {
            UUID id = row.getObject("id", UUID.class);
            rows.add(id);
            argumentKeys.look(id, row.getBytes("arguments_key"));
            resultKeys.look(id, row.getBytes("result_key"));
            if (row.getBoolean("plain_arguments")) {
                arguments.add(id);
            }
            if (row.getBoolean("plain_result")) {
                results.add(id);
            }
            progress[0] += row.getBoolean("plain_progress") ? 1 : 0;
        });
        int changed = arguments.stream().mapToInt(this::encryptArguments).sum()
                + results.stream().mapToInt(this::encryptResult).sum()
                + argumentKeys.replace()
                + resultKeys.replace();
        return new Batch(changed, progress[0] + argumentKeys.left() + resultKeys.left(), next(rows, size));
    }

    /** What composes were asked for with. */
    public Batch requests(@Nullable UUID after, int size) {
        List<UUID> rows = new ArrayList<>();
        List<UUID> plain = new ArrayList<>();
        DataKeys keys = new DataKeys(statements, Column.REQUEST, "compose", "id", "request_key");
        page(REQUESTS, after, size).query(row -> {
            UUID id = row.getObject("id", UUID.class);
            rows.add(id);
            keys.look(id, row.getBytes("request_key"));
            if (row.getBoolean("plain")) {
                plain.add(id);
            }
        });
        int changed = plain.stream().mapToInt(this::encryptRequest).sum() + keys.replace();
        return new Batch(changed, keys.left(), next(rows, size));
    }

    private StatementSpec page(String sql, @Nullable UUID after, int size) {
        return statements
                .payloads()
                .sql(sql)
                .param("after", (after == null ? BEFORE_ALL : after).toString())
                .param("size", size);
    }

    private static @Nullable UUID next(List<UUID> rows, int size) {
        return rows.size() < size ? null : rows.getLast();
    }

    /** Arguments never change, and nor does the request of a compose. */
    private int encryptArguments(UUID job) {
        return plain("SELECT arguments FROM job_payload WHERE job_id = :id::uuid AND arguments IS NOT NULL", job)
                .stream()
                .mapToInt(json -> encrypt("""
                        UPDATE job_payload SET arguments = NULL, arguments_sealed = :content, arguments_key = :key
                        WHERE job_id = :id::uuid AND arguments IS NOT NULL
                        """, job, vault.seal(Column.ARGUMENTS, job, json)))
                .sum();
    }

    private int encryptRequest(UUID compose) {
        return plain("SELECT request FROM compose WHERE id = :id::uuid AND request IS NOT NULL", compose).stream()
                .mapToInt(json -> encrypt("""
                        UPDATE compose SET request = NULL, request_sealed = :content, request_key = :key
                        WHERE id = :id::uuid AND request IS NOT NULL
                        """, compose, vault.seal(Column.REQUEST, compose, json)))
                .sum();
    }

    private List<RawJson> plain(String sql, UUID id) {
        List<RawJson> found = new ArrayList<>();
        statements.sql(sql).param("id", id.toString()).query(row -> {
            found.add(Objects.requireNonNull(RawJson.stored(row.getBytes(1))));
        });
        return found;
    }

    private int encrypt(String sql, UUID id, Sealed sealed) {
        return statements
                .sql(sql)
                .param("id", id.toString())
                .param("content", sealed.content())
                .param("key", sealed.key())
                .update();
    }

    /** The result of a job that has ended does not change either. */
    private int encryptResult(UUID job) {
        RawJson digest =
                plain("SELECT digest FROM job_payload WHERE job_id = :id::uuid AND digest IS NOT NULL", job).stream()
                        .findFirst()
                        .orElse(null);
        return plain("SELECT result FROM job_payload WHERE job_id = :id::uuid AND result IS NOT NULL", job).stream()
                .mapToInt(result -> encryptReport(
                        job, vault.seal(job, result, digest == null ? RawJson.of("null") : digest), digest != null))
                .sum();
    }

    private int encryptReport(UUID job, SealedReport report, boolean withDigest) {
        return statements
                .sql("""
                        UPDATE job_payload SET result = NULL, digest = NULL, result_sealed = :result,
                            result_size = :size, digest_sealed = :digest, result_key = :key
                        WHERE job_id = :id::uuid AND result IS NOT NULL
                        """)
                .param("id", job.toString())
                .param("result", report.result())
                .param("size", (long) report.result().plainLength())
                .param("digest", withDigest ? report.digest() : null, Types.BINARY)
                .param("key", report.key())
                .update();
    }
}

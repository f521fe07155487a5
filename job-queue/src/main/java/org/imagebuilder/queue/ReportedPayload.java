package org.imagebuilder.queue;

import java.sql.Types;
import java.util.UUID;
import org.imagebuilder.queue.secrets.SealedContent;
import org.imagebuilder.queue.secrets.SealedReport;
import org.imagebuilder.queue.secrets.Vault;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * What a worker reports, as it goes into the database. Encrypted for a token, it fits only the row that has a data key
 * under the same key as this process uses; most have, from their hand-out.
 */
sealed interface ReportedPayload {

    /** Sets columns of {@code job_payload}; {@code $KEY} is the data key that was made at the hand-out. */
    String STORED = """
            result = convert_from(:result::bytea, 'UTF8')::json, digest = :digest::json, result_sealed = :sealed,
                result_size = :size::bigint, digest_sealed = :digestSealed,
                result_key = CASE WHEN :size::bigint IS NOT NULL THEN coalesce(:resultKey::bytea, $KEY) END
            """.strip();

    /** A condition on {@code $KEY}. */
    String FITS =
            "(:keyBegin::bytea IS NULL OR substring($KEY FROM 1 FOR octet_length(:keyBegin::bytea)) = :keyBegin::bytea)";

    static ReportedPayload of(Vault vault, UUID token, RawJson result, String digest) {
        return vault.encrypts()
                ? new Sealed(vault.sealReport(token, result, RawJson.of(digest)))
                : new Plain(result, digest);
    }

    /** For a job that is known. */
    static ReportedPayload forJob(Vault vault, UUID job, RawJson result, String digest) {
        return vault.encrypts() ? new Sealed(vault.seal(job, result, RawJson.of(digest))) : new Plain(result, digest);
    }

    StatementSpec bind(StatementSpec statement);

    /** Whether another form may fit where this one does not. */
    boolean isForToken();

    /** Not encrypted. */
    record Plain(RawJson result, String digest) implements ReportedPayload {

        @Override
        public StatementSpec bind(StatementSpec statement) {
            // as bytes, since the driver sends those without a copy
            return statement
                    .param("result", result.parameter())
                    .param("digest", digest)
                    .param("sealed", null, Types.BINARY)
                    .param("size", null, Types.BIGINT)
                    .param("digestSealed", null, Types.BINARY)
                    .param("resultKey", null, Types.BINARY)
                    .param("keyBegin", null, Types.BINARY);
        }

        @Override
        public boolean isForToken() {
            return false;
        }

        @Override
        public String toString() {
            return "Plain[" + result + "]";
        }
    }

    /** Encrypted. */
    record Sealed(SealedReport report) implements ReportedPayload {

        @Override
        public StatementSpec bind(StatementSpec statement) {
            SealedContent result = report.result();
            return statement
                    .param("result", null, Types.BINARY)
                    .param("digest", null, Types.VARCHAR)
                    .param("sealed", result)
                    .param("size", (long) result.plainLength())
                    .param("digestSealed", report.digest())
                    .param("resultKey", report.key(), Types.BINARY)
                    .param("keyBegin", report.keyBegin(), Types.BINARY);
        }

        @Override
        public boolean isForToken() {
            return report.keyBegin() != null;
        }
    }
}

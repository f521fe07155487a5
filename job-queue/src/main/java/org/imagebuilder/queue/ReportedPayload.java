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

    /** The one report of a statement, a row for a CTE. */
    String ONE = """
            SELECT 0 AS number, :key::uuid AS key, :channel::text AS channel, :errorId::int AS error_id,
                :errorReason::text AS error_reason, :result::bytea AS result, :digest::text AS digest,
                :sealed::bytea AS sealed, :size::bigint AS size, :digestSealed::bytea AS digest_sealed,
                :resultKey::bytea AS result_key, :keyBegin::bytea AS key_begin
            """.strip();

    /** What {@link #STORED} needs of a report {@code r}. */
    String COLUMNS = "r.result, r.digest, r.sealed, r.size, r.digest_sealed, r.result_key";

    /** Sets columns of {@code job_payload} from a report {@code r}; {@code $KEY} is the data key of the hand-out. */
    String STORED = """
            result = convert_from(r.result, 'UTF8')::json, digest = r.digest::json, result_sealed = r.sealed,
                result_size = r.size, digest_sealed = r.digest_sealed,
                result_key = CASE WHEN r.size IS NOT NULL THEN coalesce(r.result_key, $KEY) END
            """.strip();

    /** A condition on {@code $KEY} and a report {@code r}. */
    String FITS = "(r.key_begin IS NULL OR substring($KEY FROM 1 FOR octet_length(r.key_begin)) = r.key_begin)";

    static ReportedPayload of(Vault vault, UUID token, RawJson result, String digest) {
        return vault.encrypts()
                ? new Sealed(vault.sealReport(token, result, RawJson.of(digest)))
                : new Plain(result, digest);
    }

    /** For a job that is known. */
    static ReportedPayload forJob(Vault vault, UUID job, RawJson result, String digest) {
        return vault.encrypts() ? new Sealed(vault.seal(job, result, RawJson.of(digest))) : new Plain(result, digest);
    }

    /** Binds those parameters of {@link #ONE} that are the payload's. */
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

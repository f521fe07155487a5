package org.imagebuilder.queue;

import java.util.List;
import java.util.stream.IntStream;
import org.imagebuilder.queue.secrets.SealedContent;
import org.imagebuilder.queue.secrets.SealedReport;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** The end of a running job, ready to go with others in one statement: encrypted already, each by whoever brought it. */
final class ShortReport {

    /** Rows like {@link ReportedPayload#ONE}. */
    static final String MANY = """
            SELECT * FROM unnest(:numbers::int[], :keys::uuid[], :channels::text[], :errorIds::int[], :errorReasons::text[],
                :results::bytea[], :digests::text[], :sealed::bytea[], :sizes::bigint[], :digestsSealed::bytea[],
                :resultKeys::bytea[], :keyBegins::bytea[])
                r (number, key, channel, error_id, error_reason, result, digest, sealed, size, digest_sealed, result_key,
                   key_begin)
            """.strip();

    private final Handle handle;
    private final Outcome outcome;
    private final byte @Nullable [] result;
    private final @Nullable String digest;
    private final byte @Nullable [] sealed;
    private final @Nullable Long size;
    private final byte @Nullable [] digestSealed;
    private final byte @Nullable [] resultKey;
    private final byte @Nullable [] keyBegin;

    ShortReport(Handle handle, ReportedPayload payload, Outcome outcome) {
        this.handle = handle;
        this.outcome = outcome;
        switch (payload) {
            case ReportedPayload.Plain(RawJson plain, String plainDigest) -> {
                result = plain.copy();
                digest = plainDigest;
                sealed = null;
                size = null;
                digestSealed = null;
                resultKey = null;
                keyBegin = null;
            }
            case ReportedPayload.Sealed(SealedReport report) -> {
                SealedContent content = report.result();
                result = null;
                digest = null;
                sealed = content.bytes();
                size = (long) content.plainLength();
                digestSealed = report.digest().bytes();
                resultKey = report.key();
                keyBegin = report.keyBegin();
            }
        }
    }

    Outcome outcome() {
        return outcome;
    }

    /** Binds what {@link #MANY} asks for; a report's number is its place in the list. */
    static StatementSpec bind(StatementSpec statement, List<ShortReport> reports) {
        return statement
                .param("numbers", IntStream.range(0, reports.size()).boxed().toArray(Integer[]::new))
                .param("keys", Statements.each(reports, r -> r.handle.token().toString(), String[]::new))
                .param("channels", Statements.each(reports, r -> r.handle.channel(), String[]::new))
                .param(
                        "errorIds",
                        Statements.each(
                                reports,
                                r -> r.outcome.failure() == null
                                        ? null
                                        : r.outcome.failure().errorId(),
                                Integer[]::new))
                .param(
                        "errorReasons",
                        Statements.each(
                                reports,
                                r -> r.outcome.failure() == null
                                        ? null
                                        : r.outcome.failure().reason(),
                                String[]::new))
                .param("results", Statements.each(reports, r -> r.result, byte[][]::new))
                .param("digests", Statements.each(reports, r -> r.digest, String[]::new))
                .param("sealed", Statements.each(reports, r -> r.sealed, byte[][]::new))
                .param("sizes", Statements.each(reports, r -> r.size, Long[]::new))
                .param("digestsSealed", Statements.each(reports, r -> r.digestSealed, byte[][]::new))
                .param("resultKeys", Statements.each(reports, r -> r.resultKey, byte[][]::new))
                .param("keyBegins", Statements.each(reports, r -> r.keyBegin, byte[][]::new));
    }
}

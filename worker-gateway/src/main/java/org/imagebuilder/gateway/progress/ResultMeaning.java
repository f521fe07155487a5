package org.imagebuilder.gateway.progress;

import static java.util.stream.Collectors.toMap;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.imagebuilder.http.redaction.UrlCredentials;
import org.imagebuilder.jobtypes.JobError;
import org.imagebuilder.jobtypes.JobErrorId;
import org.imagebuilder.jobtypes.MalformedResultException;
import org.imagebuilder.jobtypes.ResultDigest;
import org.imagebuilder.queue.Failure;
import org.imagebuilder.queue.Outcome;
import org.imagebuilder.queue.RawJson;

/** Tells the queue what a result means. */
final class ResultMeaning {

    private static final int LONGEST_REASON = 500;

    private ResultMeaning() {}

    /**
     * A result that fits no job type still ends its job, as a failure.
     *
     * @throws MalformedResultException if it is no JSON
     */
    static Outcome of(RawJson result) {
        ResultDigest digest = digest(result);
        String text = storable(digest.toString());
        try {
            return digest.jobError()
                    .map(error -> Outcome.failed(text, failure(error)))
                    .orElseGet(() -> new Outcome(text, null, derived(digest)));
        } catch (MalformedResultException _) {
            return Outcome.failed(
                    text, new Failure(JobErrorId.BUILD_JOB.number(), "The worker's result is not understandable"));
        }
    }

    /** The digest of a partial result. */
    static String digestOf(RawJson partial) {
        return storable(digest(partial).toString());
    }

    private static ResultDigest digest(RawJson result) {
        return ResultDigest.of(result.array(), result.from(), result.length());
    }

    private static Map<String, Failure> derived(ResultDigest digest) {
        return digest.derivedErrors().entrySet().stream()
                .collect(toMap(e -> e.getKey().wireName(), e -> failure(e.getValue())));
    }

    private static Failure failure(JobError error) {
        String reason = storable(error.reason()).replace('\0', ' ');
        return new Failure(error.id(), reason.substring(0, Math.min(reason.length(), LONGEST_REASON)));
    }

    /**
     * Without credentials, since this goes into events and errors. And JSON can escape half a surrogate pair, which no
     * database takes as text.
     */
    private static String storable(String text) {
        return UrlCredentials.hiddenIn(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }
}

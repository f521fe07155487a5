package org.imagebuilder.composer.packages;

import org.imagebuilder.jobtypes.JobError;
import org.imagebuilder.jobtypes.MalformedResultException;
import org.imagebuilder.jobtypes.ResultDigest;
import org.imagebuilder.queue.Failure;
import org.imagebuilder.queue.JobSnapshot;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Says why a job failed, in the worker's words. Package managers need many to tell why packages do not fit. */
final class FailureText {

    private static final int LONGEST = 4000;

    private FailureText() {}

    static String of(JobSnapshot job, Failure failure) {
        JsonNode details = details(job.digest());
        if (details == null) {
            return shortened(failure.reason());
        }
        return shortened(failure.reason() + ": " + (details.isString() ? details.stringValue() : details.toString()));
    }

    private static @Nullable JsonNode details(@Nullable String digest) {
        try {
            return digest == null
                    ? null
                    : ResultDigest.parse(digest)
                            .jobError()
                            .map(JobError::details)
                            .filter(details -> !details.isNull())
                            .orElse(null);
        } catch (MalformedResultException _) {
            return null; // such a result is a failure without being understood
        }
    }

    private static String shortened(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end) + "…";
    }
}

package org.imagebuilder.composer.logs;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.composer.inspection.Answers;
import org.imagebuilder.composer.inspection.JsonParts;
import org.imagebuilder.composer.inspection.LargeResults.Reading;
import org.imagebuilder.composer.status.StoredResult;
import org.imagebuilder.http.answers.JsonOutput;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.jobtypes.JobError;
import org.imagebuilder.jobtypes.JobType;
import org.imagebuilder.jobtypes.MalformedResultException;
import org.imagebuilder.jobtypes.ResultDigest;
import org.imagebuilder.queue.JobSnapshot;
import org.imagebuilder.queue.RawJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * A job's result as logs show it: as it is stored, without empty members, with those that are always there, and with what
 * old workers only say in other words.
 *
 * @param success null for types whose results do not say
 * @param error the error that the result stands for without having it as {@code job_error}
 */
record LoggedResult(
        JobSnapshot job,
        boolean stored,
        List<Always> always,
        @Nullable Boolean success,
        @Nullable JobError error) {

    private static final String SUCCESS = "success";
    private static final String NO_TEXT = "\"\"";

    /** A member that is always there, with its value where the result has none. */
    private record Always(String name, String otherwise) {

        private boolean takes(RawJson value) {
            return otherwise.equals(NO_TEXT) ? JsonParts.isText(value) : Character.isDigit(JsonParts.first(value));
        }
    }

    /** @throws org.imagebuilder.http.errors.ApiException if the job is of another type, or its result cannot be read */
    static LoggedResult of(JobSnapshot job, JobType type) {
        try {
            StoredResult result = StoredResult.of(job, type);
            if (result.isIncomplete()) {
                throw unreadable(job, null);
            }
            Optional<ResultDigest> digest = result.digest().filter(ResultDigest::isObject);
            boolean reported = digest.flatMap(ResultDigest::jobError).isPresent();
            return new LoggedResult(
                    job,
                    digest.isPresent(),
                    always(type),
                    type == JobType.OSBUILD ? success(result, digest) : null,
                    reported ? null : result.error().orElse(null));
        } catch (MalformedResultException e) {
            throw unreadable(job, e);
        }
    }

    /** Before the end nobody has drawn conclusions yet from what became of the targets. */
    private static boolean success(StoredResult result, Optional<ResultDigest> digest) {
        if (result.job().isFinished()) {
            return result.osbuildSuccess();
        }
        return digest.filter(d -> d.at(SUCCESS).asBoolean(false) || saysSo(d)).isPresent();
    }

    private static boolean saysSo(ResultDigest digest) {
        return digest.jobError().isEmpty()
                && digest.at("osbuild_output").path(SUCCESS).asBoolean(false);
    }

    private static List<Always> always(JobType type) {
        return switch (type) {
            case OSBUILD -> texts("upload_status", "host_os", "arch");
            case KOJI_INIT ->
                List.of(new Always("build_id", "0"), new Always("token", NO_TEXT), new Always("koji_error", NO_TEXT));
            case KOJI_FINALIZE -> texts("koji_error");
            default -> throw new IllegalArgumentException(type.wireName());
        };
    }

    private static List<Always> texts(String... names) {
        return Stream.of(names).map(name -> new Always(name, NO_TEXT)).toList();
    }

    private static ApiException unreadable(JobSnapshot job, @Nullable Throwable cause) {
        return new ApiException(
                ComposerError.COMPOSE_NOT_FOUND, "the result of job " + job.id() + " cannot be read", cause);
    }

    void write(JsonOutput out, Reading results) throws IOException {
        RawJson result = stored ? results.result(job.id()) : null;
        JsonGenerator json = out.json();
        json.writeStartObject();
        if (success != null) {
            json.writeBooleanProperty(SUCCESS, success);
        }
        Map<String, Always> missing = new LinkedHashMap<>();
        always.forEach(member -> missing.put(member.name(), member));
        if (result != null) {
            JsonParts.members(result, (name, value) -> {
                if (isShown(name, value) && (missing.remove(name) != null || !isAlways(name))) {
                    json.writeName(name);
                    Answers.raw(value, out);
                }
            });
        }
        missing.values().forEach(member -> json.writeName(member.name()).writeRawValue(member.otherwise()));
        if (error != null) {
            json.writeName("job_error").writeTree(error.toJson());
        }
        json.writeEndObject();
    }

    private boolean isShown(String name, RawJson value) {
        for (Always member : always) {
            if (member.name().equals(name)) {
                return member.takes(value);
            }
        }
        boolean empty = JsonParts.isEmpty(value) && JsonParts.first(value) != '{';
        return !empty && (success == null || !name.equals(SUCCESS));
    }

    private boolean isAlways(String name) {
        return always.stream().anyMatch(member -> member.name().equals(name));
    }
}

package org.imagebuilder.composer.logs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
            case KOJI_INIT -> {
                List<Always> members = new ArrayList<>(texts("token", "koji_error"));
                members.addFirst(new Always("build_id", "0"));
                yield members;
            }
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
        writeAlways(out, result);
        if (result != null) {
            writeOthers(out, result);
        }
        if (error != null) {
            json.writeName("job_error").writeTree(error.toJson());
        }
        json.writeEndObject();
    }

    private void writeAlways(JsonOutput out, @Nullable RawJson result) throws IOException {
        Set<String> names = always.stream().map(Always::name).collect(Collectors.toUnmodifiableSet());
        Map<String, RawJson> own = result == null ? Map.of() : JsonParts.pick(result, names);
        for (Always member : always) {
            RawJson value = own.get(member.name());
            out.json().writeName(member.name());
            if (value != null && member.takes(value)) {
                Answers.raw(value, out);
            } else {
                out.json().writeRawValue(member.otherwise());
            }
        }
    }

    private void writeOthers(JsonOutput out, RawJson result) throws IOException {
        JsonParts.members(result, (name, value) -> {
            boolean written = always.stream().anyMatch(member -> member.name().equals(name))
                    || (success != null && name.equals(SUCCESS));
            boolean empty = JsonParts.isEmpty(value) && JsonParts.first(value) != '{';
            if (!written && !empty) {
                out.json().writeName(name);
                Answers.raw(value, out);
            }
        });
    }
}

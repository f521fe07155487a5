package org.imagebuilder.jobtypes;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The part of a job's result that status queries need: a small JSON object with the result's own member names at their
 * own places, or {@code null} where the result was no object. Made once, when the result arrives; stored beside it.
 */
public final class ResultDigest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final ResultReducer REDUCER = new ResultReducer();

    private final String text;
    private final JsonNode digest;

    private ResultDigest(String text, JsonNode digest) {
        this.text = text;
        this.digest = digest;
    }

    /** Reads a result that is there as text. */
    public static ResultDigest of(String result) {
        byte[] bytes = result.getBytes(StandardCharsets.UTF_8);
        return of(bytes, 0, bytes.length);
    }

    /**
     * Reads a worker's whole result, partial or final, without building it in memory.
     *
     * @param array holds the JSON, in UTF-8
     * @param from where it begins
     * @param length in bytes
     * @throws MalformedResultException if it is no JSON
     */
    public static ResultDigest of(byte[] array, int from, int length) {
        return parse(REDUCER.reduce(array, from, length));
    }

    /**
     * Reads what {@link #toString()} gave.
     *
     * @throws MalformedResultException if it is no JSON
     */
    public static ResultDigest parse(String digest) {
        try {
            return new ResultDigest(digest, JSON.readTree(digest));
        } catch (JacksonException e) {
            throw new MalformedResultException("a digest must be JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** Whether the result was an object at all. */
    public boolean isObject() {
        return digest.isObject();
    }

    /**
     * The error the worker reported.
     *
     * @throws MalformedResultException if {@code job_error} is no error object
     */
    public Optional<JobError> jobError() {
        return error(digest.path("job_error"));
    }

    /**
     * The error of a finished job of this type: the reported one, or what old workers say in other words.
     *
     * @throws MalformedResultException if a member that decides has the wrong type
     */
    public Optional<JobError> errorOf(JobType type) {
        return jobError().or(() -> Optional.ofNullable(derivedError(type)));
    }

    /**
     * For callers that know the result but not the job's type: the errors a result without {@link #jobError()} stands
     * for, by the types for which it does. Empty if the worker reported an error.
     */
    public Map<JobType, JobError> derivedErrors() {
        Map<JobType, JobError> errors = new EnumMap<>(JobType.class);
        if (jobError().isEmpty()) {
            for (JobType type : JobType.values()) {
                JobError error = derivedError(type);
                if (error != null) {
                    errors.put(type, error);
                }
            }
        }
        return errors;
    }

    /** Whether a finished osbuild job succeeded; old workers only say it within osbuild's own output. */
    public boolean osbuildSuccess() {
        if (bool(digest.path("success"))) {
            return true;
        }
        JsonNode output = digest.path("osbuild_output");
        return output.isObject()
                && bool(output.path("success"))
                && errorOf(JobType.OSBUILD).isEmpty();
    }

    /** Whether there is an output of osbuild that does not speak of success. */
    public boolean osbuildFailure() {
        JsonNode output = digest.path("osbuild_output");
        return isPresent(output) && !bool(output.path("success"));
    }

    /** A member of the digest; a missing node where it is absent. */
    public JsonNode at(String member) {
        return digest.path(member);
    }

    /** The JSON to store. */
    @Override
    public String toString() {
        return text;
    }

    private @Nullable JobError derivedError(JobType type) {
        return switch (type) {
            case OSBUILD -> osbuildError();
            case KOJI_INIT, KOJI_FINALIZE -> kojiError();
            default -> null;
        };
    }

    private @Nullable JobError osbuildError() {
        JsonNode output = digest.path("osbuild_output");
        if (!isPresent(output)) {
            return JobError.of(JobErrorId.BUILD_JOB, "The build ended without a report from osbuild");
        }
        JsonNode error = output.path("error");
        if (isPresent(error)) {
            return JobError.of(JobErrorId.OLD_RESULT, error.toString());
        }
        ArrayNode details = JsonNodeFactory.instance.arrayNode();
        for (JsonNode target : digest.path("target_results")) {
            error(target.path("target_error"))
                    .map(e -> new JobError(e.id(), e.reason(), target.path("name")))
                    .ifPresent(e -> details.add(e.toJson()));
        }
        return details.isEmpty()
                ? null
                : new JobError(JobErrorId.TARGET_ERROR.number(), "At least one upload target failed", details);
    }

    private @Nullable JobError kojiError() {
        JsonNode error = digest.path("koji_error");
        if (!isPresent(error)) {
            return null;
        }
        if (!error.isString()) {
            throw new MalformedResultException("koji_error must be a string");
        }
        return error.stringValue().isEmpty() ? null : JobError.of(JobErrorId.OLD_RESULT, error.stringValue());
    }

    private static Optional<JobError> error(JsonNode error) {
        if (!isPresent(error)) {
            return Optional.empty();
        }
        JsonNode id = error.path("id");
        JsonNode reason = error.path("reason");
        boolean idReadable = !isPresent(id) || id.canConvertToInt();
        boolean reasonReadable = !isPresent(reason) || reason.isString();
        if (!error.isObject() || !idReadable || !reasonReadable) {
            throw new MalformedResultException("an error must be an object with an integer id and a string as reason");
        }
        JsonNode details = error.path("details");
        return Optional.of(new JobError(id.asInt(0), reason.asString(""), isPresent(details) ? details : null));
    }

    private static boolean bool(JsonNode value) {
        if (isPresent(value) && !value.isBoolean()) {
            throw new MalformedResultException("success must be true or false");
        }
        return value.asBoolean(false);
    }

    private static boolean isPresent(JsonNode node) {
        return !node.isMissingNode() && !node.isNull();
    }
}

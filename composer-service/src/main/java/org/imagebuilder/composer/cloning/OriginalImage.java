package org.imagebuilder.composer.cloning;

import java.util.ArrayList;
import java.util.List;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.composer.targets.UploadType;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.jobtypes.JobType;
import org.imagebuilder.jobtypes.MalformedResultException;
import org.imagebuilder.jobtypes.ResultDigest;
import org.imagebuilder.queue.JobSnapshot;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The image that a compose has made. Clients rely on the order of the checks: the first failure wins. */
final class OriginalImage {

    private OriginalImage() {}

    /**
     * The one upload that a build reports.
     *
     * @throws ApiException if the job has not built an image, or not uploaded it to just one known place
     */
    static JsonNode upload(JobSnapshot build) {
        if (JobType.of(build.type()).filter(JobType.OSBUILD::equals).isEmpty()) {
            throw ComposerError.INVALID_JOB_TYPE.plain();
        }
        JsonNode uploads = uploads(build);
        if (!uploads.isArray()) {
            throw ComposerError.MALFORMED_RESULT.because("the build does not tell where the image is");
        }
        if (uploads.size() != 1) {
            throw ComposerError.SEVERAL_TARGETS.because("the image was uploaded to " + uploads.size() + " targets");
        }
        String name = uploads.path(0).path("name").asString("");
        if (UploadType.ofTarget(name).isEmpty()) {
            throw ComposerError.UNKNOWN_TARGET.because(name);
        }
        return uploads.path(0);
    }

    private static JsonNode uploads(JobSnapshot build) {
        String digest = build.digest();
        if (!build.isFinished() || digest == null) {
            throw ComposerError.COMPOSE_BAD_STATE.plain();
        }
        try {
            ResultDigest result = ResultDigest.parse(digest);
            if (!result.osbuildSuccess()) {
                throw ComposerError.COMPOSE_BAD_STATE.plain();
            }
            return result.at("target_results");
        } catch (MalformedResultException e) {
            throw new ApiException(ComposerError.MALFORMED_RESULT, e.getMessage(), e);
        }
    }

    /**
     * Where the image is.
     *
     * @param upload as reported
     * @param arguments of the build, as JSON
     * @throws ApiException if it is not in EC2
     */
    static ImagePlace place(JsonNode upload, JsonNode arguments) {
        JsonNode targets = arguments.path("targets");
        if (targets.size() != 1) {
            throw ComposerError.SEVERAL_TARGETS.because("the image was to go to " + targets.size() + " targets");
        }
        if (!isAws(targets.path(0)) || !isAws(upload)) {
            throw ComposerError.UNSUPPORTED_IMAGE.plain();
        }
        return ImagePlace.in(upload.path("options"))
                .filter(ImagePlace::isKnown)
                .orElseThrow(() -> ComposerError.MALFORMED_RESULT.because("the build does not tell the image's AMI"));
    }

    /** Who may use the image already. */
    static List<String> accounts(JsonNode arguments) {
        List<String> accounts = new ArrayList<>();
        arguments.at("/targets/0/options/shareWithAccounts").forEach(account -> accounts.add(account.asString("")));
        return accounts;
    }

    /** What a build was given, as JSON. */
    static JsonNode arguments(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private static boolean isAws(JsonNode target) {
        return target.path("name").asString("").equals(UploadType.AWS.targetName());
    }
}

package org.imagebuilder.composer.errors;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.imagebuilder.http.errors.ApiError;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.http.redaction.UrlCredentials;
import org.springframework.http.HttpStatus;

/** Every error of this API. Clients rely on number and status; the order is that of the error list. */
public enum ComposerError implements ApiError {
    UNAUTHENTICATED(401, 401, "The token is missing or not acceptable"),
    UNAUTHORIZED(2, 403, "The caller may not do this"),
    UNSUPPORTED_MEDIA_TYPE(3, 415, "The body must be sent as application/json"),
    UNKNOWN_DISTRIBUTION(4, 400, "This distribution is not supported"),
    UNKNOWN_ARCHITECTURE(5, 400, "This architecture is not supported for the distribution"),
    UNKNOWN_IMAGE_TYPE(6, 400, "This image type is not supported for the distribution and architecture"),
    INVALID_REPOSITORY(7, 400, "A repository with a base URL, a mirror list or a metalink is needed"),
    DNF_ERROR(8, 400, "The packages could not be resolved"),
    INVALID_OSTREE_REF(9, 400, "The OSTree reference is not valid"),
    INVALID_OSTREE_REPO(10, 400, "The OSTree repository could not be used"),
    MANIFEST_FAILED(11, 400, "The manifest of this compose could not be made"),
    INVALID_COMPOSE_ID(14, 400, "The compose id is not valid"),
    COMPOSE_NOT_FOUND(15, 404, "There is no such compose"),
    INVALID_ERROR_ID(16, 400, "An error id must be a number"),
    ERROR_NOT_FOUND(17, 404, "There is no error with this id"),
    INVALID_PAGE(18, 400, "The page must be a number"),
    INVALID_SIZE(19, 400, "The size of a page must be a number"),
    BODY_DECODING(20, 400, "The body could not be read"),
    RESOURCE_NOT_FOUND(21, 404, "There is no such resource"),
    METHOD_NOT_ALLOWED(22, 405, "This method is not offered here"),
    NOT_ACCEPTABLE(23, 406, "Only application/json can be sent back"),
    PAYLOAD_REPO_WITHOUT_BASEURL(24, 400, "A payload repository needs a base URL"),
    INVALID_JOB_TYPE(26, 404, "The id belongs to a job of another kind"),
    INVALID_NUMBER_OF_IMAGES(25, 400, "The compose has the wrong number of image requests"),
    INVALID_OSTREE_PARAMS(27, 400, "These OSTree parameters cannot be used together"),
    TENANT_NOT_FOUND(28, 400, "The token names no tenant"),
    ARTIFACT_NOT_FOUND(1022, 400, "There is nothing to download"),
    NO_GPG_KEY(29, 400, "A repository whose packages are to be checked needs a GPG key"),
    VALIDATION_FAILED(30, 400, "The request does not follow the API's schema"),
    COMPOSE_BAD_STATE(31, 400, "The compose is not finished, or has failed"),
    UNSUPPORTED_IMAGE(32, 400, "This kind of image cannot be cloned"),
    INVALID_IMAGE_ID(33, 400, "The image id is not valid"),
    IMAGE_NOT_FOUND(34, 400, "There is no such image"),
    INVALID_CUSTOMIZATION(35, 400, "A customization cannot be applied"),
    LOCAL_SAVE_DISABLED(36, 400, "Images cannot be kept on this server"),
    INVALID_PARTITIONING_MODE(37, 400, "This partitioning mode is not supported"),
    INVALID_UPLOAD_TARGET(38, 400, "Images of this type cannot be uploaded to this kind of target"),
    BLUEPRINT_AND_CUSTOMIZATIONS(39, 400, "Customizations and blueprint exclude each other"),
    DISTRIBUTION_MISMATCH(40, 400, "The blueprint names another distribution than the request"),
    ARCHITECTURE_MISMATCH(41, 400, "The blueprint names another architecture than the request"),
    BAD_REQUEST(42, 400, "A parameter of the request could not be read"),
    DISTRIBUTION_AND_BOOTC(43, 400, "Distribution and bootc exclude each other"),
    NEITHER_DISTRIBUTION_NOR_BOOTC(44, 400, "Either a distribution or a bootc reference is needed"),
    DISTRIBUTION_MISSING(45, 400, "A distribution is needed"),
    ISO_PAYLOAD_FORBIDDEN(46, 400, "A payload reference is only possible for bootable container ISOs"),
    BOOTC_ONLY_IMAGE_TYPE(47, 400, "Bootable container ISOs are built from a bootc reference, not from a distribution"),
    BLUEPRINT_INIT_FAILED(1000, 500, "The blueprint could not be set up"),
    SEED_FAILED(1001, 500, "No random seed for the manifest could be made"),
    DEPSOLVE_FAILED(1002, 500, "The packages could not be resolved or searched"),
    JSON_MARSHAL(1003, 500, "A document could not be written as JSON"),
    JSON_UNMARSHAL(1004, 500, "A document could not be read as JSON"),
    ENQUEUE_FAILED(1005, 500, "The jobs could not be stored"),
    SEVERAL_TARGETS(1006, 500, "The compose does not have exactly one upload target"),
    UNKNOWN_TARGET(1007, 500, "The upload target is not known"),
    OPENAPI_LOAD(1008, 500, "The API's description could not be read"),
    MANIFEST_VERSION_PARSE(1009, 500, "The version of the manifest could not be read"),
    MANIFEST_VERSION_UNKNOWN(1010, 500, "The version of the manifest is not known"),
    OSTREE_METADATA(1011, 500, "The OSTree metadata could not be read"),
    MALFORMED_RESULT(1012, 500, "The stored result of a job is incomplete or malformed"),
    DEPSOLVE_STATUS(1013, 500, "The state of the package resolution could not be read"),
    DEPSOLVE_CANCELED(1014, 500, "The package resolution was cancelled"),
    UNEXPECTED_IMAGE_COUNT(1015, 500, "The compose has an unexpected number of images"),
    DEPENDENCY_STATUS(1016, 500, "The jobs that the compose depends on could not be read"),
    OSBUILD_JOB_STATUS(1017, 500, "The state of the build could not be read"),
    EC2_JOB_STATUS(1018, 500, "The state of the copy could not be read"),
    JOB_TYPE(1019, 500, "The kind of the job could not be read"),
    TENANT_NOT_IN_CONTEXT(1020, 500, "The request has lost its tenant"),
    COMPOSE_LIST(1021, 500, "The list of composes could not be read"),
    DELETE_JOB(1023, 400, "The compose cannot be deleted now"),
    DELETE_ARTIFACTS(1024, 500, "The compose's artifacts could not be removed"),
    IMAGE_TYPES(1025, 500, "The image types could not be read"),
    UNSPECIFIED(10000, 500, "Something failed that has no error of its own"),
    NOT_AN_API_ERROR(10001, 500, "Something unexpected happened"),
    ERROR_CODE_UNKNOWN(10002, 500, "An error without a number occurred"),
    NO_OPERATION_ID(10003, 500, "The request has no operation id");

    private static final int LONGEST_DETAILS = 500;

    private static final Map<Integer, ComposerError> BY_NUMBER =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(ComposerError::number, Function.identity()));

    private final int number;
    private final HttpStatus status;
    private final String reason;

    ComposerError(int number, int status, String reason) {
        this.number = number;
        this.status = HttpStatus.valueOf(status);
        this.reason = reason;
    }

    public static Optional<ComposerError> of(int number) {
        return Optional.ofNullable(BY_NUMBER.get(number));
    }

    /** Ends the request with this error; details may quote the request, so only their beginning goes out. */
    public ApiException because(String details) {
        String shown = UrlCredentials.hiddenIn(details);
        return new ApiException(this, shown.length() <= LONGEST_DETAILS ? shown : abbreviated(shown));
    }

    /** Ends the request with this error, which says it all. */
    public ApiException plain() {
        return new ApiException(this);
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public HttpStatus status() {
        return status;
    }

    @Override
    public String reason() {
        return reason;
    }

    private static String abbreviated(String details) {
        int end =
                Character.isHighSurrogate(details.charAt(LONGEST_DETAILS - 1)) ? LONGEST_DETAILS - 1 : LONGEST_DETAILS;
        return details.substring(0, end) + "…";
    }
}

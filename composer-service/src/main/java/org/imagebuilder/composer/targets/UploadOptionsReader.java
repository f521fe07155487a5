package org.imagebuilder.composer.targets;

import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.composer.request.RequestDefaults;
import org.imagebuilder.composer.request.RequestSchemas;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads upload options as those of one kind of target, which the request's schema leaves open. */
@Component
final class UploadOptionsReader {

    private final RequestSchemas schemas;
    private final RequestDefaults defaults;
    private final JsonMapper json = JsonMapper.shared();

    UploadOptionsReader(RequestSchemas schemas, RequestDefaults defaults) {
        this.schemas = schemas;
        this.defaults = defaults;
    }

    /** @param at JSON pointer of the options within the request */
    UploadOptions read(UploadType type, JsonNode options, String at) {
        schemas.violation(type.optionsSchema(), options, at).ifPresent(violation -> {
            throw ComposerError.VALIDATION_FAILED.because(violation + " (for target " + type.wireName() + ")");
        });
        JsonNode complete = options.deepCopy();
        defaults.fillIn(type.optionsSchema(), complete);
        return json.treeToValue(complete, shape(type));
    }

    private static Class<? extends UploadOptions> shape(UploadType type) {
        return switch (type) {
            case AWS -> UploadOptions.Aws.class;
            case AWS_S3 -> UploadOptions.AwsS3.class;
            case GCP -> UploadOptions.Gcp.class;
            case AZURE -> UploadOptions.Azure.class;
            case CONTAINER -> UploadOptions.Container.class;
            case OCI -> UploadOptions.Oci.class;
            case LOCAL -> UploadOptions.Local.class;
        };
    }
}

package org.imagebuilder.composer.targets;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.UUID;
import org.imagebuilder.composer.catalogue.ImageType;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Targets as workers read them. Empty credentials and buckets stand for those of the worker's configuration. */
final class TargetJson {

    private static final DateTimeFormatter NANOSECONDS =
            new DateTimeFormatterBuilder().appendInstant(9).toFormatter();

    private TargetJson() {}

    static ObjectNode write(UploadTarget target, UUID uuid, Instant created, ImageType image) {
        ObjectNode json = object().put("uuid", uuid.toString())
                .put("image_name", target.imageName())
                .put("name", target.targetName())
                .put("created", NANOSECONDS.format(created))
                .put("status", "WAITING");
        json.set("options", options(target, image.filename()));
        json.set(
                "osbuild_artifact",
                object().put("export_filename", image.filename())
                        .put("export_name", image.exports().getFirst()));
        return json;
    }

    private static ObjectNode options(UploadTarget target, String filename) {
        ObjectNode options = switch (target) {
            case UploadTarget.Aws aws -> aws(aws);
            case UploadTarget.AwsS3 s3 -> s3(s3);
            case UploadTarget.Gcp gcp -> gcp(gcp);
            case UploadTarget.Azure azure -> azure(azure);
            case UploadTarget.Container _ -> object().put("reference", "");
            case UploadTarget.Oci _ ->
                blank(
                        "user",
                        "tenancy",
                        "region",
                        "fingerprint",
                        "private_key",
                        "bucket",
                        "namespace",
                        "compartment_id");
            case UploadTarget.Local _ -> object();
            case UploadTarget.Koji koji ->
                object().put("upload_directory", koji.directory()).put("server", koji.server());
        };
        boolean forOldWorkers = !target.targetName().equals(UploadType.LOCAL.targetName());
        return forOldWorkers ? options.put("filename", filename) : options;
    }

    private static ObjectNode aws(UploadTarget.Aws aws) {
        ObjectNode options = blank("bucket", "accessKeyID", "secretAccessKey", "sessionToken")
                .put("region", aws.region())
                .put("key", aws.key());
        options.set("shareWithAccounts", array(aws.shareWithAccounts()));
        if (aws.bootMode() != null) {
            options.put("bootMode", aws.bootMode());
        }
        return options;
    }

    private static ObjectNode s3(UploadTarget.AwsS3 s3) {
        ObjectNode options = blank("bucket", "endpoint", "ca_bundle", "accessKeyID", "secretAccessKey", "sessionToken")
                .put("region", s3.region())
                .put("key", s3.imageName())
                .put("skip_ssl_verification", false);
        return s3.isPublic() ? options.put("public", true) : options;
    }

    private static ObjectNode gcp(UploadTarget.Gcp gcp) {
        ObjectNode options =
                object().put("region", gcp.region()).put("os", gcp.os()).put("object", gcp.object());
        if (gcp.bucket() != null) {
            options.put("bucket", gcp.bucket());
        }
        if (!gcp.shareWithAccounts().isEmpty()) {
            options.set("shareWithAccounts", array(gcp.shareWithAccounts()));
        }
        if (!gcp.guestOsFeatures().isEmpty()) {
            ArrayNode features = options.putArray("guestOsFeatures");
            gcp.guestOsFeatures().forEach(feature -> features.addObject().put("type", feature));
        }
        return options;
    }

    private static ObjectNode azure(UploadTarget.Azure azure) {
        ObjectNode options = object().put("tenant_id", azure.tenantId())
                .put("subscription_id", azure.subscriptionId())
                .put("resource_group", azure.resourceGroup())
                .put("hyperv_generation", azure.hyperVGeneration());
        return azure.location() == null ? options : options.put("location", azure.location());
    }

    private static ObjectNode blank(String... members) {
        ObjectNode json = object();
        List.of(members).forEach(member -> json.put(member, ""));
        return json;
    }

    private static ArrayNode array(List<String> values) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        values.forEach(json::add);
        return json;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}

package org.imagebuilder.composer.targets;

import java.util.Arrays;
import java.util.Optional;

/** Kinds of upload targets: what clients call them, what workers call them, and the schema of their options. */
public enum UploadType {
    AWS("aws", "org.osbuild.aws", "AWSEC2UploadOptions"),
    AWS_S3("aws.s3", "org.osbuild.aws.s3", "AWSS3UploadOptions"),
    GCP("gcp", "org.osbuild.gcp", "GCPUploadOptions"),
    AZURE("azure", "org.osbuild.azure.image", "AzureUploadOptions"),
    CONTAINER("container", "org.osbuild.container", "ContainerUploadOptions"),
    OCI("oci.objectstorage", "org.osbuild.oci.objectstorage", "OCIUploadOptions"),
    LOCAL("local", "org.osbuild.worker.server", "LocalUploadOptions");

    private final String wireName;
    private final String targetName;
    private final String optionsSchema;

    UploadType(String wireName, String targetName, String optionsSchema) {
        this.wireName = wireName;
        this.targetName = targetName;
        this.optionsSchema = optionsSchema;
    }

    public static Optional<UploadType> of(String wireName) {
        return Arrays.stream(values()).filter(t -> t.wireName.equals(wireName)).findFirst();
    }

    /** The kind of target that workers report under this name. */
    public static Optional<UploadType> ofTarget(String targetName) {
        return Arrays.stream(values())
                .filter(t -> t.targetName.equals(targetName))
                .findFirst();
    }

    public String wireName() {
        return wireName;
    }

    public String targetName() {
        return targetName;
    }

    String optionsSchema() {
        return optionsSchema;
    }
}

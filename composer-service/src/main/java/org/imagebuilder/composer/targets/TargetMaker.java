package org.imagebuilder.composer.targets;

import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.imagebuilder.composer.catalogue.BootMode;
import org.imagebuilder.composer.catalogue.ImageType;
import org.jspecify.annotations.Nullable;

/** Completes what clients say about a target with what follows from the image. */
final class TargetMaker {

    /** Clean-up of forgotten cloud images goes by this prefix. */
    private static final String OURS = "composer-api-";

    private final Supplier<UUID> ids;

    TargetMaker(Supplier<UUID> ids) {
        this.ids = ids;
    }

    UploadTarget make(UploadOptions options, String distribution, ImageType image) {
        return switch (options) {
            case UploadOptions.Aws aws -> {
                String key = madeUpName();
                yield new UploadTarget.Aws(
                        or(aws.snapshotName(), key),
                        aws.region(),
                        key,
                        aws.shareWithAccounts(),
                        awsBootMode(image.bootMode()));
            }
            case UploadOptions.AwsS3 s3 -> new UploadTarget.AwsS3(madeUpName(), s3.region(), s3.isPublic());
            case UploadOptions.Gcp gcp -> {
                String name = madeUpName();
                yield new UploadTarget.Gcp(
                        or(gcp.imageName(), name),
                        gcp.region(),
                        distribution,
                        name + ".tar.gz",
                        gcp.bucket(),
                        gcp.shareWithAccounts() == null ? List.of() : gcp.shareWithAccounts(),
                        GuestOsFeatures.of(distribution));
            }
            case UploadOptions.Azure azure ->
                new UploadTarget.Azure(
                        or(azure.imageName(), madeUpName()),
                        azure.tenantId(),
                        azure.subscriptionId(),
                        azure.resourceGroup(),
                        azure.location(),
                        azure.hyperVGeneration());
            case UploadOptions.Container container ->
                new UploadTarget.Container(containerName(container, distribution));
            case UploadOptions.Oci _ -> new UploadTarget.Oci(madeUpName());
            case UploadOptions.Local _ -> new UploadTarget.Local(image.filename());
        };
    }

    private String containerName(UploadOptions.Container container, String distribution) {
        String madeUpTag = ids.get().toString();
        String name = container.name();
        return name == null || name.isEmpty()
                ? distribution + ":" + madeUpTag
                : name + ":" + or(container.tag(), madeUpTag);
    }

    private String madeUpName() {
        return OURS + ids.get();
    }

    private static String or(@Nullable String name, String otherwise) {
        return name == null || name.isEmpty() ? otherwise : name;
    }

    private static @Nullable String awsBootMode(BootMode mode) {
        return switch (mode) {
            case HYBRID -> "uefi-preferred";
            case UEFI -> "uefi";
            case LEGACY -> "legacy-bios";
            case NONE -> null;
        };
    }
}

package org.imagebuilder.composer.targets;

import static org.imagebuilder.composer.targets.UploadType.AWS;
import static org.imagebuilder.composer.targets.UploadType.AWS_S3;
import static org.imagebuilder.composer.targets.UploadType.AZURE;
import static org.imagebuilder.composer.targets.UploadType.CONTAINER;
import static org.imagebuilder.composer.targets.UploadType.GCP;
import static org.imagebuilder.composer.targets.UploadType.LOCAL;
import static org.imagebuilder.composer.targets.UploadType.OCI;

import java.util.Set;
import org.imagebuilder.composer.catalogue.ApiImageType;

/**
 * Where images of a type may go.
 *
 * @param usual where they go without being told; needs no mention in {@code explicit}
 * @param explicit what a request may name
 */
public record TargetSupport(UploadType usual, Set<UploadType> explicit) {

    public static TargetSupport of(ApiImageType type) {
        return switch (type) {
            case AWS, AWS_CVM, AWS_HA_RHUI, AWS_RHUI, AWS_SAP_RHUI -> new TargetSupport(AWS, Set.of(AWS, LOCAL));
            case AZURE, AZURE_CVM, AZURE_EAP7_RHUI, AZURE_RHUI, AZURE_SAPAPPS_RHUI, AZURE_SAP_RHUI ->
                new TargetSupport(AZURE, Set.of(AZURE, LOCAL));
            case GCP, GCP_RHUI -> new TargetSupport(GCP, Set.of(GCP));
            case OCI -> new TargetSupport(OCI, Set.of(OCI, LOCAL));
            case EDGE_CONTAINER, IOT_CONTAINER -> new TargetSupport(CONTAINER, Set.of(CONTAINER, LOCAL));
            case EDGE_COMMIT,
                    EDGE_INSTALLER,
                    GUEST_IMAGE,
                    IMAGE_INSTALLER,
                    IOT_COMMIT,
                    IOT_INSTALLER,
                    IOT_RAW_IMAGE,
                    LIVE_INSTALLER,
                    MINIMAL_RAW,
                    NETWORK_INSTALLER,
                    EVERYTHING_NETWORK_INSTALLER,
                    SERVER_NETWORK_INSTALLER,
                    PXE_TAR_XZ,
                    VSPHERE,
                    VSPHERE_OVA,
                    WSL -> new TargetSupport(AWS_S3, Set.of(AWS_S3, LOCAL));
            case BOOTABLE_CONTAINER_ISO -> new TargetSupport(AWS_S3, Set.of(AWS_S3));
            case IOT_SIMPLIFIED_INSTALLER -> new TargetSupport(AWS_S3, Set.of());
        };
    }
}

package org.imagebuilder.composer.catalogue;

import java.util.Arrays;
import java.util.Optional;

/** Image types as clients call them, and the name that the catalogue is asked for. */
public enum ApiImageType {
    AWS("aws", "ami"),
    AWS_CVM("aws-cvm", "ec2-cvm"),
    AWS_HA_RHUI("aws-ha-rhui", "ec2-ha"),
    AWS_RHUI("aws-rhui", "ec2"),
    AWS_SAP_RHUI("aws-sap-rhui", "ec2-sap"),
    AZURE("azure", "vhd"),
    AZURE_CVM("azure-cvm"),
    AZURE_EAP7_RHUI("azure-eap7-rhui"),
    AZURE_RHUI("azure-rhui"),
    AZURE_SAPAPPS_RHUI("azure-sapapps-rhui"),
    AZURE_SAP_RHUI("azure-sap-rhui"),
    BOOTABLE_CONTAINER_ISO("bootable-container-iso", "bootc-generic-iso"),
    EDGE_COMMIT("edge-commit", "rhel-edge-commit"),
    EDGE_CONTAINER("edge-container", "rhel-edge-container"),
    EDGE_INSTALLER("edge-installer", "rhel-edge-installer"),
    GCP("gcp", "gce"),
    GCP_RHUI("gcp-rhui", "gce-rhui"),
    GUEST_IMAGE("guest-image", "qcow2"),
    IMAGE_INSTALLER("image-installer"),
    IOT_COMMIT("iot-commit"),
    IOT_CONTAINER("iot-container"),
    IOT_INSTALLER("iot-installer"),
    IOT_RAW_IMAGE("iot-raw-image"),
    IOT_SIMPLIFIED_INSTALLER("iot-simplified-installer"),
    LIVE_INSTALLER("live-installer"),
    MINIMAL_RAW("minimal-raw"),
    NETWORK_INSTALLER("network-installer"),
    EVERYTHING_NETWORK_INSTALLER("everything-network-installer"),
    SERVER_NETWORK_INSTALLER("server-network-installer"),
    OCI("oci"),
    PXE_TAR_XZ("pxe-tar-xz"),
    VSPHERE("vsphere", "vmdk"),
    VSPHERE_OVA("vsphere-ova", "ova"),
    WSL("wsl");

    private final String wireName;
    private final String catalogueName;

    ApiImageType(String name) {
        this(name, name);
    }

    ApiImageType(String wireName, String catalogueName) {
        this.wireName = wireName;
        this.catalogueName = catalogueName;
    }

    public static Optional<ApiImageType> of(String wireName) {
        return Arrays.stream(values()).filter(t -> t.wireName.equals(wireName)).findFirst();
    }

    public String wireName() {
        return wireName;
    }

    /** A name or alias, see {@link Distribution#imageType}. */
    public String catalogueName() {
        return catalogueName;
    }
}

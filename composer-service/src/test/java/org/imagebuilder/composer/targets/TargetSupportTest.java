package org.imagebuilder.composer.targets;

import static org.assertj.core.api.Assertions.assertThat;

import org.imagebuilder.composer.catalogue.ApiImageType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TargetSupportTest {

    @ParameterizedTest
    @DisplayName("C4 the usual target of an image type")
    @CsvSource({
        "aws, aws",
        "aws-sap-rhui, aws",
        "azure-cvm, azure",
        "gcp-rhui, gcp",
        "oci, oci.objectstorage",
        "iot-container, container",
        "guest-image, aws.s3",
        "wsl, aws.s3",
        "iot-simplified-installer, aws.s3"
    })
    void usual_targets(String imageType, String target) {
        assertThat(TargetSupport.of(ApiImageType.of(imageType).orElseThrow())
                        .usual()
                        .wireName())
                .isEqualTo(target);
    }

    @ParameterizedTest
    @EnumSource
    void the_usual_target_may_be_named_too(ApiImageType type) {
        TargetSupport support = TargetSupport.of(type);
        assertThat(support.explicit().contains(support.usual()))
                .isEqualTo(type != ApiImageType.IOT_SIMPLIFIED_INSTALLER);
    }

    @ParameterizedTest
    @CsvSource({"gcp, false", "gcp-rhui, false", "bootable-container-iso, false", "aws, true", "vsphere, true"})
    void most_images_can_stay_on_the_server(String imageType, boolean local) {
        assertThat(TargetSupport.of(ApiImageType.of(imageType).orElseThrow())
                        .explicit()
                        .contains(UploadType.LOCAL))
                .isEqualTo(local);
    }
}

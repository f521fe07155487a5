package org.imagebuilder.composer.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.imagebuilder.composer.Requests.withImage;

import java.util.ArrayList;
import java.util.List;
import org.imagebuilder.composer.Requests;
import org.imagebuilder.http.errors.ApiException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Ids count from 1 here: the made-up name is made first, then the target's own id. */
class TargetsTest {

    private static final String NAME = "composer-api-00000000-0000-0000-0000-000000000001";

    @Test
    @DisplayName("C4 the usual target of a guest image, with everything that workers expect")
    void a_whole_target() {
        assertThat(Planning.targets(withImage())).isEqualTo(json("""
                [{"uuid":"00000000-0000-0000-0000-000000000002","image_name":"%1$s","name":"org.osbuild.aws.s3",
                  "created":"2026-11-01T12:00:00.000000001Z","status":"WAITING",
                  "options":{"region":"eu-central-1","key":"%1$s","bucket":"","endpoint":"","ca_bundle":"",
                    "accessKeyID":"","secretAccessKey":"","sessionToken":"","skip_ssl_verification":false,
                    "filename":"disk.qcow2"},
                  "osbuild_artifact":{"export_filename":"disk.qcow2","export_name":"qcow2"}}]""".formatted(NAME)));
    }

    @ParameterizedTest
    @DisplayName("C4 the options of each kind of target")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            fedora-44 | aws | {"region":"r","share_with_accounts":["1"]} | NAME | {"region":"r","key":"NAME","shareWithAccounts":["1"],"bucket":"","accessKeyID":"","secretAccessKey":"","sessionToken":"","bootMode":"uefi-preferred","filename":"image.raw"}
            rhel-9.2  | aws | {"region":"r","share_with_accounts":[],"snapshot_name":"s"} | s | {"region":"r","key":"NAME","shareWithAccounts":[],"bucket":"","accessKeyID":"","secretAccessKey":"","sessionToken":"","bootMode":"legacy-bios","filename":"image.raw"}
            rhel-9.6  | aws-cvm | {"region":"r","share_with_accounts":[]} | NAME | {"region":"r","key":"NAME","shareWithAccounts":[],"bucket":"","accessKeyID":"","secretAccessKey":"","sessionToken":"","bootMode":"uefi","filename":"image.raw.xz"}
            fedora-44 | guest-image | {"region":"r","public":true} | NAME | {"region":"r","key":"NAME","public":true,"bucket":"","endpoint":"","ca_bundle":"","accessKeyID":"","secretAccessKey":"","sessionToken":"","skip_ssl_verification":false,"filename":"disk.qcow2"}
            fedora-44 | gcp | {"region":"r"} | NAME | {"region":"r","os":"fedora-44","object":"NAME.tar.gz","filename":"image.tar.gz"}
            rhel-9.0  | gcp | {"region":"r","bucket":"b","image_name":"i","share_with_accounts":["user:u"]} | i | {"region":"r","os":"rhel-9.0","object":"NAME.tar.gz","bucket":"b","shareWithAccounts":["user:u"],"guestOsFeatures":[{"type":"UEFI_COMPATIBLE"},{"type":"VIRTIO_SCSI_MULTIQUEUE"},{"type":"SEV_CAPABLE"},{"type":"GVNIC"}],"filename":"image.tar.gz"}
            fedora-44 | azure | {"tenant_id":"t","subscription_id":"s","resource_group":"g"} | NAME | {"tenant_id":"t","subscription_id":"s","resource_group":"g","hyperv_generation":"V1","filename":"disk.vhd"}
            rhel-9.6  | azure-rhui | {"tenant_id":"t","subscription_id":"s","resource_group":"g","location":"l","image_name":"i","hyper_v_generation":"V2"} | i | {"tenant_id":"t","subscription_id":"s","resource_group":"g","location":"l","hyperv_generation":"V2","filename":"disk.vhd.xz"}
            fedora-44 | iot-container | {} | fedora-44:00000000-0000-0000-0000-000000000001 | {"reference":"","filename":"container.tar"}
            fedora-44 | iot-container | {"tag":"t"} | fedora-44:00000000-0000-0000-0000-000000000001 | {"reference":"","filename":"container.tar"}
            fedora-44 | iot-container | {"name":"n"} | n:00000000-0000-0000-0000-000000000001 | {"reference":"","filename":"container.tar"}
            rhel-9.6  | edge-container | {"name":"n","tag":"t"} | n:t | {"reference":"","filename":"container.tar"}
            fedora-44 | oci | {} | NAME | {"user":"","tenancy":"","region":"","fingerprint":"","private_key":"","bucket":"","namespace":"","compartment_id":"","filename":"disk.qcow2"}
            """)
    void options(String distribution, String imageType, String uploadOptions, String imageName, String expected) {
        JsonNode target = Planning.targets(
                        withImage("image_type", "\"" + imageType + "\"", "upload_options", uploadOptions)
                                .replace("\"distribution\":\"fedora-44\"", "\"distribution\":\"" + distribution + "\""))
                .get(0);
        assertThat(target.path("options")).isEqualTo(json(expected.replace("NAME", NAME)));
        assertThat(target.path("image_name").asString()).isEqualTo(imageName.replace("NAME", NAME));
    }

    @Test
    @DisplayName("C6 an image that stays on the server is called like its file")
    void local_targets() {
        JsonNode target = Planning.targets(withImage(
                        "upload_options", "", "upload_targets", "[{\"type\":\"local\",\"upload_options\":{}}]"))
                .get(0);
        assertThat(target.path("name").asString()).isEqualTo("org.osbuild.worker.server");
        assertThat(target.path("image_name").asString()).isEqualTo("disk.qcow2");
        assertThat(target.path("options")).isEqualTo(json("{}"));
    }

    @Test
    @DisplayName("C5 named targets come last one first, the usual one after them")
    void order_of_targets() {
        JsonNode targets = Planning.targets(withImage("upload_targets", """
                [{"type":"local","upload_options":{}},{"type":"aws.s3","upload_options":{"region":"other"}}]"""));
        List<String> regions = new ArrayList<>();
        targets.forEach(target -> regions.add(target.at("/options/region").asString("local")));
        assertThat(regions).containsExactly("other", "local", "eu-central-1");
    }

    @ParameterizedTest
    @DisplayName("C5 a named target must suit the image, but the usual one needs no permission")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            guest-image | gcp       | {"region":"r"} | 38
            gcp         | local     | {}             | 38
            aws         | aws.s3    | {"region":"r"} | 38
            iot-simplified-installer | aws.s3 | {"region":"r"} | 38
            guest-image | aws.s3    | {}             | 30
            guest-image | local     | {"name":"n"}   | 30
            """)
    void unsuitable_targets(String imageType, String target, String options, int error) {
        String request = withImage(
                "image_type", "\"" + imageType + "\"",
                "upload_targets", "[{\"type\":\"" + target + "\",\"upload_options\":" + options + "}]");
        ApiException e = catchThrowableOfType(ApiException.class, () -> Planning.graph(request));
        assertThat(Requests.told(e)).startsWith(error + ": #/image_request/upload_targets/0");
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}

package org.imagebuilder.composer.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.imagebuilder.composer.Requests.image;

import java.util.stream.Stream;
import org.imagebuilder.composer.Requests;
import org.imagebuilder.http.errors.ApiException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BootcRefusalTest {

    @ParameterizedTest
    @DisplayName("C31 C34 a flawless request for a bootable container is refused, and says why")
    @CsvSource({
        "x86_64, guest-image, '{\"region\":\"r\"}'",
        "amd64, bootable-container-iso, '{\"region\":\"r\"}'",
        "aarch64, vsphere-ova, '{\"region\":\"r\"}'",
        "arm64, pxe-tar-xz, '{\"region\":\"r\"}'",
        "ppc64le, oci, {}",
        "riscv64, vsphere, '{\"region\":\"r\"}'",
        "s390x, gcp, '{\"region\":\"r\"}'"
    })
    void not_supported(String architecture, String type, String options) {
        String request = bootc(image(
                "architecture",
                "\"" + architecture + "\"",
                "image_type",
                "\"" + type + "\"",
                "repositories",
                "[]",
                "upload_options",
                options));
        assertThat(told(request)).isEqualTo("45: #/bootc: images of bootable containers are not supported");
    }

    @ParameterizedTest
    @DisplayName("C31 what else is wrong with it is said first, and the first check's mistake before the others")
    @MethodSource
    void order_of_checks(String told, String request) {
        assertThat(told(request)).startsWith(told);
    }

    static Stream<Arguments> order_of_checks() {
        String payload = "\"iso_payload_reference\":\"p\"";
        String gcp = "[{\"type\":\"gcp\",\"upload_options\":{}}]";
        return Stream.of(
                Arguments.of("30: #/koji", bootc("").replace("{\"bootc\"", koji() + ",\"bootc\"")),
                Arguments.of("25: ", bootc("").replace("}}", "},\"customizations\":{\"hostname\":\"h\"}}")),
                Arguments.of("25: expected 1 image request, got 0", images("")),
                Arguments.of("25: expected 1 image request, got 2", images(image() + "," + image())),
                Arguments.of(
                        "35: ",
                        bootc(image("architecture", "\"m68k\""))
                                .replace("{\"bootc\"", "{\"customizations\":{\"packages\":[\"\"]},\"bootc\"")),
                Arguments.of("5: ", images(image("architecture", "\"m68k\"", "image_type", "\"wsl\""))),
                Arguments.of(
                        "6: no bootable container becomes a wsl",
                        bootc(image("image_type", "\"wsl\"")).replace("\"reference\"", payload + ",\"reference\"")),
                Arguments.of(
                        "46: #/bootc/iso_payload_reference",
                        bootc(image("upload_options", "")).replace("\"reference\"", payload + ",\"reference\"")),
                Arguments.of("30: #/image_request/upload_options: missing", bootc(image("upload_options", ""))),
                Arguments.of("38: #/image_requests/0/upload_targets/0", images(image("upload_targets", gcp))),
                Arguments.of("30: #/image_request/upload_options", bootc(image("upload_options", "{}"))),
                Arguments.of(
                        "45: ",
                        bootc(image("image_type", "\"bootable-container-iso\""))
                                .replace("\"reference\"", payload + ",\"reference\"")),
                Arguments.of(
                        "45: ",
                        bootc(image()).replace("\"reference\"", "\"iso_payload_reference\":\"\",\"reference\"")));
    }

    private static String koji() {
        String request = Requests.withKoji();
        return "{" + request.substring(request.indexOf("\"koji\""), request.indexOf(",\"image_requests\""));
    }

    /** @param image JSON; empty for none */
    private static String bootc(String image) {
        String member = image.isEmpty() ? "" : ",\"image_request\":" + image;
        return "{\"bootc\":{\"reference\":\"quay.example.com/os:1\"}" + member + "}";
    }

    private static String images(String images) {
        return "{\"bootc\":{\"reference\":\"quay.example.com/os:1\"},\"image_requests\":[" + images + "]}";
    }

    private static String told(String request) {
        return Requests.told(catchThrowableOfType(ApiException.class, () -> Planning.graph(request)));
    }
}

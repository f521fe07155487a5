package org.imagebuilder.composer.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.imagebuilder.composer.Requests.image;
import static org.imagebuilder.composer.Requests.withImage;

import java.util.stream.Stream;
import org.imagebuilder.composer.Requests;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.queue.JobGraph;
import org.imagebuilder.queue.NewJob;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class ComposePlannerTest {

    @Test
    @DisplayName("C29 a compose is a manifest job and a build job that depends on it")
    void a_compose_is_two_jobs() {
        JobGraph graph = Planning.graph(withImage());
        NewJob manifest = graph.jobs().getFirst();
        NewJob build = graph.jobs().getLast();
        assertThat(graph.jobs()).hasSize(2);
        assertThat(manifest.type()).isEqualTo("image-builder-manifest");
        assertThat(manifest.dependencies()).isEmpty();
        assertThat(build.type()).isEqualTo("osbuild:x86_64");
        assertThat(build.dependencies()).containsExactly(manifest.id());
        assertThat(graph.compose()).isNotNull().satisfies(compose -> {
            assertThat(compose.id()).isEqualTo(build.id());
            assertThat(compose.distribution()).isEqualTo("fedora-44");
            assertThat(compose.architecture()).isEqualTo("x86_64");
            assertThat(compose.imageType()).isEqualTo("guest-image");
            assertThat(compose.request()).contains("\"size\":0");
        });
        assertThat(graph.channel()).isEqualTo("org-1");
    }

    @Test
    @DisplayName("C30 the manifest job's arguments, byte for byte")
    void manifest_arguments_of_a_plain_request() {
        String arguments = Planning.graph(withImage()).jobs().getFirst().arguments();
        assertThat(arguments)
                .isEqualTo("{\"Args\":{\"Distro\":\"fedora-44\",\"Arch\":\"x86_64\",\"ImageType\":\"generic-qcow2\","
                        + "\"Blueprint\":{\"name\":\"empty blueprint\",\"version\":\"0.0.0\",\"packages\":[],"
                        + "\"modules\":[],\"enabled_modules\":[],\"groups\":[]},"
                        + "\"Repositories\":[{\"baseurls\":[\"https://example.com/r\"],\"check_repo_gpg\":false,"
                        + "\"module_hotfixes\":false}],\"Subscription\":null},"
                        + "\"ExtraEnv\":[\"XDG_CACHE_HOME=/var/cache/osbuild-composer/rpmmd\"]}");
    }

    @Test
    @DisplayName(
            "C11 the blueprint's id is no part of what workers get; OpenSCAP profile and policy are, in the blueprint")
    void facts() {
        String id = "0f0e0d0c-0b0a-4988-8776-655443322110";
        String policy = "1f0e0d0c-0b0a-4988-8776-655443322110";
        String request = "{\"blueprint_id\":\"" + id
                + "\",\"customizations\":{\"openscap\":{\"profile_id\":\"xccdf_org.ssgproject.content_profile_ospp\","
                + "\"policy_id\":\"" + policy + "\"}}," + withImage().substring(1);
        JsonNode arguments = Planning.manifestArgs(request);
        assertThat(arguments.toString()).doesNotContain(id);
        assertThat(arguments.at("/Blueprint/customizations/openscap"))
                .hasToString("{\"profile_id\":\"xccdf_org.ssgproject.content_profile_ospp\",\"policy_id\":\"" + policy
                        + "\"}");
    }

    @Test
    @DisplayName("C3 one image request in a list is the same as one beside it")
    void both_forms_of_one_image_request() {
        String list = "{\"distribution\":\"fedora-44\",\"image_requests\":[" + image() + "]}";
        assertThat(Planning.manifestArgs(list)).isEqualTo(Planning.manifestArgs(withImage()));
        assertThat(Planning.targets(list)).isEqualTo(Planning.targets(withImage()));
    }

    @ParameterizedTest
    @DisplayName("C10 without repositories a request gets those of its distribution, by the name it used")
    @CsvSource({"fedora-44, fedora", "centos-9, baseos"})
    void default_repositories(String distribution, String first) {
        String request = withImage("repositories", "[]").replace("fedora-44", distribution);
        assertThat(Planning.manifestArgs(request).at("/Repositories/0/name").asString())
                .isEqualTo(first);
        assertThat(Planning.manifestArgs(request)
                        .at("/Repositories/0/check_gpg")
                        .isBoolean())
                .isTrue();
    }

    @ParameterizedTest
    @DisplayName("aliases are resolved in arguments")
    @CsvSource({"rhel-9, rhel-9.6", "rhel-96, rhel-9.6", "centos, centos-9"})
    void names_in_arguments_are_real(String name, String real) {
        assertThat(Planning.manifestArgs(withImage().replace("fedora-44", name))
                        .path("Distro")
                        .asString())
                .isEqualTo(real);
    }

    @ParameterizedTest
    @DisplayName("a larger image has a larger root file system")
    @CsvSource({"5368709121, 5368709121", "18446744073709551615, 18446744073709551615"})
    void larger_sizes(String size, String minsize) {
        assertThat(Planning.manifestArgs(withImage("size", size)).at("/Blueprint/customizations"))
                .hasToString("{\"filesystem\":[{\"mountpoint\":\"/\",\"minsize\":" + minsize + "}]}");
    }

    @ParameterizedTest
    @CsvSource({"0", "null", "5368709120"})
    void the_usual_size_needs_no_customization(String size) {
        assertThat(Planning.manifestArgs(withImage("size", size))
                        .at("/Blueprint")
                        .has("customizations"))
                .isFalse();
    }

    @ParameterizedTest
    @DisplayName("C3 both forms, neither form, or several images without Koji")
    @MethodSource
    void numbers_of_images(String why, String request) {
        ApiException e = catchThrowableOfType(ApiException.class, () -> Planning.graph(request));
        assertThat(Requests.told(e)).startsWith("25: ").contains(why);
    }

    static Stream<Arguments> numbers_of_images() {
        String fedora = "{\"distribution\":\"fedora-44\"";
        return Stream.of(
                Arguments.of("one of", fedora + "}"),
                Arguments.of("one of", fedora + ",\"image_request\":" + image() + ",\"image_requests\":[]}"),
                Arguments.of("got 0", fedora + ",\"image_requests\":[]}"),
                Arguments.of("got 2", fedora + ",\"image_requests\":[" + image() + "," + image() + "]}"));
    }

    @ParameterizedTest
    @DisplayName("C2 C15 C33 C34 what cannot be fulfilled is refused, and clients learn why")
    @MethodSource
    void refusals(int error, String why, String request) {
        ApiException e = catchThrowableOfType(ApiException.class, () -> Planning.graph(request));
        assertThat(Requests.told(e)).startsWith(error + ": ").contains(why);
    }

    static Stream<Arguments> refusals() {
        String noUploads = withImage("upload_options", "");
        return Stream.of(
                Arguments.of(43, "", "{\"distribution\":\"fedora-44\",\"bootc\":{\"reference\":\"r\"}}"),
                Arguments.of(44, "", "{}"),
                Arguments.of(47, "", withImage("image_type", "\"bootable-container-iso\"")),
                Arguments.of(35, "has no name", with(withImage(), "customizations", "{\"packages\":[\"\"]}")),
                Arguments.of(
                        35,
                        "#/customizations/packages",
                        with(
                                withImage("image_type", "\"everything-network-installer\""),
                                "customizations",
                                "{\"packages\":[\"vim\"]}")),
                Arguments.of(35, "installation_device", withImage("image_type", "\"iot-simplified-installer\"")),
                Arguments.of(37, "auto-lvm", with(withImage(), "customizations", "{\"partitioning_mode\":\"raw\"}")),
                Arguments.of(4, "beos-5", withImage().replace("fedora-44", "beos-5")),
                Arguments.of(5, "m68k", withImage("architecture", "\"m68k\"")),
                Arguments.of(5, "amd64", withImage("architecture", "\"amd64\"")),
                Arguments.of(6, "edge-commit", withImage("image_type", "\"edge-commit\"")),
                Arguments.of(
                        7, "#/image_request/repositories/1", withImage("repositories", "[{\"metalink\":\"m\"},{}]")),
                Arguments.of(7, "", withImage("repositories", "[{\"baseurl\":\"\"}]")),
                Arguments.of(
                        7,
                        "fedora-43",
                        withImage("repositories", "[]", "architecture", "\"riscv64\"", "image_type", "\"minimal-raw\"")
                                .replace("fedora-44", "fedora-43")),
                Arguments.of(7, "rhel-9 ", withImage("repositories", "[]").replace("fedora-44", "rhel-9")),
                Arguments.of(
                        29,
                        "#/image_request/repositories/0",
                        withImage("repositories", "[{\"baseurl\":\"b\",\"check_gpg\":true}]")),
                Arguments.of(
                        29, "", withImage("repositories", "[{\"baseurl\":\"b\",\"check_gpg\":true,\"gpgkey\":\"\"}]")),
                Arguments.of(27, "contenturl", withImage("ostree", "{\"contenturl\":\"u\"}")),
                Arguments.of(27, "not supported", withImage("ostree", "{\"ref\":\"r\"}")),
                Arguments.of(30, "#/image_request/upload_options: missing", noUploads),
                Arguments.of(30, "missing", withImage("upload_options", "", "upload_targets", "[]")),
                Arguments.of(30, "#/image_request/upload_options", withImage("upload_options", "{}")),
                Arguments.of(30, "bucket", withImage("upload_options", "{\"region\":\"r\",\"bucket\":\"b\"}")),
                Arguments.of(30, "5368709120", withImage("size", "1")),
                Arguments.of(30, "cannot be chosen", withImage("size", "1", "image_type", "\"wsl\"")));
    }

    @ParameterizedTest
    @DisplayName("C2 of several mistakes the first check's counts")
    @MethodSource
    void order_of_checks(int error, String request) {
        ApiException e = catchThrowableOfType(ApiException.class, () -> Planning.graph(request));
        assertThat(e.error().number()).isEqualTo(error);
    }

    static Stream<Arguments> order_of_checks() {
        String badRepository = "[{}]";
        String bothSources = "{\"distribution\":\"beos-5\",\"bootc\":{\"reference\":\"r\"},\"image_requests\":[]}";
        String isoOfNothingKnown =
                withImage("image_type", "\"bootable-container-iso\"").replace("fedora-44", "beos-5");
        return Stream.of(
                Arguments.of(30, withImage("size", "-1", "surprise", "1")),
                Arguments.of(43, bothSources),
                Arguments.of(44, "{\"image_requests\":[" + image("image_type", "\"bootable-container-iso\"") + "]}"),
                Arguments.of(47, isoOfNothingKnown),
                Arguments.of(47, with(isoOfNothingKnown, "customizations", "{\"hostname\":\"h\"}")),
                Arguments.of(20, withImage("size", "-1").replace("fedora-44", "beos-5")),
                Arguments.of(
                        35,
                        with(withImage(), "customizations", "{\"files\":[{\"path\":\"relative\"}]}")
                                .replace("fedora-44", "beos-5")),
                Arguments.of(4, "{\"distribution\":\"beos-5\"}"),
                Arguments.of(
                        5,
                        "{\"distribution\":\"fedora-44\",\"image_requests\":[" + image() + ","
                                + image("architecture", "\"m68k\"") + "]}"),
                Arguments.of(
                        30,
                        "{\"distribution\":\"fedora-44\",\"image_requests\":[" + image("upload_options", "") + ","
                                + image("architecture", "\"m68k\"") + "]}"),
                Arguments.of(5, withImage("architecture", "\"m68k\"", "image_type", "\"edge-commit\"")),
                Arguments.of(6, withImage("image_type", "\"edge-commit\"", "repositories", badRepository)),
                Arguments.of(7, withImage("repositories", badRepository, "ostree", "{\"contenturl\":\"u\"}")),
                Arguments.of(7, withImage("repositories", "[{\"check_gpg\":true}]")),
                Arguments.of(27, withImage("ostree", "{\"contenturl\":\"u\"}", "upload_options", "")),
                Arguments.of(
                        38,
                        withImage(
                                "upload_options", "{}",
                                "upload_targets", "[{\"type\":\"aws\",\"upload_options\":{}}]")));
    }

    private static String with(String request, String member, String value) {
        return "{\"" + member + "\":" + value + "," + request.substring(1);
    }
}

package org.imagebuilder.composer.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.imagebuilder.composer.Requests.withImage;

import java.util.stream.Stream;
import org.imagebuilder.composer.Requests;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.queue.JobGraph;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a compose makes of what its request says about the system. */
class CustomizedComposeTest {

    private static final String SUBSCRIPTION = "{\"organization\":\"1\",\"activation_key\":\"very-secret\","
            + "\"server_url\":\"s\",\"base_url\":\"b\",\"insights\":true%s}";

    @Test
    @DisplayName("C7 C16 a system with a bit of everything, in its manifest job's arguments")
    void everything() {
        String request = with("customizations", """
                {"packages":["tmux"],"enabled_modules":[{"name":"nodejs","stream":"18"}],
                 "containers":[{"source":"s","name":"n","tls_verify":false}],"hostname":"h","kernel":{"append":"x"},
                 "users":[{"name":"u","groups":["wheel"],"key":"ssh","password":"$6$kept"}],"groups":[{"name":"g"}],
                 "disk":{"type":"gpt","partitions":[{"fs_type":"swap"},{"fs_type":"xfs","mountpoint":"/"}]},
                 "files":[{"path":"/etc/x","user":0,"group":0,"ensure_parents":true}],
                 "custom_repositories":[{"id":"r","baseurl":["http://r"]}],"partitioning_mode":"auto-lvm",
                 "subscription":{"organization":"1","activation_key":"k","server_url":"s","base_url":"b","insights":true}}
                """);
        assertThat(Planning.manifestArgs(request)).isEqualTo(json("""
                {"Distro":"fedora-44","Arch":"x86_64","ImageType":"generic-qcow2",
                 "Blueprint":{"name":"empty blueprint","version":"0.0.0","packages":[{"name":"tmux"}],"modules":[],
                  "enabled_modules":[{"name":"nodejs","stream":"18"}],"groups":[],
                  "containers":[{"source":"s","name":"n","tls-verify":false}],
                  "customizations":{"hostname":"h","kernel":{"append":"x"},
                   "user":[{"name":"u","password":"$6$kept","key":"ssh","groups":["wheel"]}],"group":[{"name":"g"}],
                   "disk":{"type":"gpt","partitions":[{"fs_type":"swap","minsize":0},{"fs_type":"xfs","mountpoint":"/","minsize":0}]},
                   "files":[{"path":"/etc/x","user":0,"group":0}],
                   "repositories":[{"id":"r","baseurls":["http://r"],"install_from":false}]}},
                 "Repositories":[{"baseurls":["https://example.com/r"],"check_repo_gpg":false,"module_hotfixes":false}],
                 "Subscription":{"organization":"1","activation_key":"k","server_url":"s","base_url":"b","insights":true,
                  "rhc":false,"proxy":"","template_name":"","template_uuid":"","patch_url":"","content_sets":null}}
                """));
    }

    @Test
    @DisplayName("C8 neither the job nor the stored request knows a plain password")
    void passwords() {
        JobGraph graph =
                Planning.graph(with("customizations", "{\"users\":[{\"name\":\"u\",\"password\":\"sesame\"}]}"));
        assertThat(graph.toString()).doesNotContain("sesame");
        String hash = json(graph.jobs().getFirst().arguments())
                .at("/Args/Blueprint/customizations/user/0/password")
                .asString();
        assertThat(hash).startsWith("$6$");
        assertThat(graph.compose())
                .isNotNull()
                .satisfies(compose -> assertThat(compose.request()).contains(hash));
    }

    @Test
    @DisplayName("C9 payload repositories come after those of the request, and serve payload package sets only")
    void payload_repositories() {
        String request = with(
                "customizations",
                "{\"payload_repositories\":[{\"baseurl\":\"p\",\"rhsm\":true,\"package_sets\":[\"build\"],\"surprise\":1},{\"metalink\":\"m\"}]}",
                "repositories",
                "[{\"baseurl\":\"r\",\"package_sets\":[\"build\"]}]");
        assertThat(Planning.manifestArgs(request).path("Repositories")).isEqualTo(json("""
                [{"baseurls":["r"],"check_repo_gpg":false,"module_hotfixes":false,"package_sets":["build"]},
                 {"baseurls":["p"],"check_repo_gpg":false,"module_hotfixes":false,"rhsm":true,"package_sets":["blueprint"]},
                 {"metalink":"m","check_repo_gpg":false,"module_hotfixes":false,"package_sets":["blueprint"]}]
                """));
    }

    @Test
    @DisplayName("C9 without repositories of the request, payload repositories come before the distribution's own")
    void payload_and_default_repositories() {
        JsonNode repositories = Planning.manifestArgs(with(
                        "customizations", "{\"payload_repositories\":[{\"baseurl\":\"p\"}]}", "repositories", "[]"))
                .path("Repositories");
        assertThat(repositories.at("/0/baseurls/0").asString()).isEqualTo("p");
        assertThat(repositories.at("/1/name").asString()).isEqualTo("fedora");
    }

    @Test
    @DisplayName("C10 a blueprint's distribution overrides that of the request, and the worker gets its real name")
    void distribution_of_the_blueprint() {
        String request = with("blueprint", "{\"name\":\"b\",\"distro\":\"centos\"}");
        JsonNode args = Planning.manifestArgs(request);
        assertThat(args.path("Distro").asString()).isEqualTo("centos-9");
        assertThat(args.path("ImageType").asString()).isEqualTo("qcow2");
        assertThat(args.at("/Blueprint/distro").asString()).isEqualTo("centos-9");
        assertThat(Planning.graph(request).compose())
                .isNotNull()
                .satisfies(compose -> assertThat(compose.distribution()).isEqualTo("centos-9"));
    }

    @Test
    @DisplayName("C10 a blueprint's distribution brings its default repositories, by the name it used")
    void default_repositories_of_the_blueprint() {
        String centos = with("blueprint", "{\"name\":\"b\",\"distro\":\"centos-9\"}", "repositories", "[]");
        assertThat(Planning.manifestArgs(centos).at("/Repositories/0/name").asString())
                .isEqualTo("baseos");
        ApiException e = catchThrowableOfType(
                ApiException.class,
                () -> Planning.graph(
                        with("blueprint", "{\"name\":\"b\",\"distro\":\"rhel-9\"}", "repositories", "[]")));
        assertThat(Requests.told(e)).startsWith("7: ").contains("rhel-9 ");
    }

    @Test
    @DisplayName("C16 a subscription with everything")
    void whole_subscription() {
        String more = ",\"rhc\":true,\"insights_client_proxy\":\"p\",\"template_name\":\"n\",\"template_uuid\":\"u\","
                + "\"patch_url\":\"l\",\"content_sets\":[\"c\"]";
        String request = with("customizations", "{\"subscription\":" + SUBSCRIPTION.formatted(more) + "}");
        assertThat(Planning.manifestArgs(request).path("Subscription")).isEqualTo(json("""
                {"organization":"1","activation_key":"very-secret","server_url":"s","base_url":"b","insights":true,
                 "rhc":true,"proxy":"p","template_name":"n","template_uuid":"u","patch_url":"l","content_sets":["c"]}
                """));
    }

    @ParameterizedTest
    @DisplayName("C16 an activation key is in no error")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ,"rhc":"yes"
            ,"content_sets":[1]
            """)
    void activation_keys_stay_secret(String mistake) {
        String request = with("customizations", "{\"subscription\":" + SUBSCRIPTION.formatted(mistake) + "}");
        ApiException e = catchThrowableOfType(ApiException.class, () -> Planning.graph(request));
        assertThat(Requests.told(e))
                .startsWith("30: #/customizations/subscription")
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @DisplayName("C15 C34 what cannot be passed on to workers is refused, and clients learn why")
    @MethodSource
    void refusals(int error, String why, String request) {
        ApiException e = catchThrowableOfType(ApiException.class, () -> Planning.graph(request));
        assertThat(Requests.told(e)).startsWith(error + ": ").contains(why);
    }

    static Stream<Arguments> refusals() {
        String larger = "10000000000";
        return Stream.of(
                Arguments.of(
                        37,
                        "#/customizations/partitioning_mode",
                        with("customizations", "{\"partitioning_mode\":\"lvm\"}")),
                Arguments.of(
                        37,
                        "#/blueprint/customizations/partitioning_mode",
                        with("blueprint", "{\"name\":\"b\",\"customizations\":{\"partitioning_mode\":\"raw\"}}")),
                Arguments.of(27, "contenturl needs url", withImage("ostree", "{\"contenturl\":\"c\",\"ref\":\"r\"}")),
                Arguments.of(27, "workers cannot be told", withImage("ostree", "{\"url\":\"u\",\"contenturl\":\"c\"}")),
                Arguments.of(27, "workers cannot be told", withImage("ostree", "{\"rhsm\":true}")),
                Arguments.of(
                        35,
                        "#/image_request/ostree/url",
                        withImage("image_type", "\"edge-installer\"").replace("fedora-44", "rhel-9.6")),
                Arguments.of(
                        30,
                        "size",
                        with(
                                "customizations",
                                "{\"filesystem\":[{\"mountpoint\":\"/var\",\"min_size\":1}]}",
                                "size",
                                larger)),
                Arguments.of(
                        30,
                        "size",
                        with(
                                "blueprint",
                                "{\"name\":\"b\",\"customizations\":{\"disk\":{\"partitions\":[]}}}",
                                "size",
                                larger)),
                Arguments.of(
                        7,
                        "#/customizations/payload_repositories/1",
                        with("customizations", "{\"payload_repositories\":[{\"baseurl\":\"p\"},{}]}")),
                Arguments.of(
                        29,
                        "#/customizations/payload_repositories/0",
                        with("customizations", "{\"payload_repositories\":[{\"baseurl\":\"p\",\"check_gpg\":true}]}")),
                Arguments.of(4, "beos-5", with("blueprint", "{\"name\":\"b\",\"distro\":\"beos-5\"}")));
    }

    @ParameterizedTest
    @DisplayName("C2 of several mistakes the first check's counts")
    @MethodSource
    void order_of_checks(int error, String request) {
        ApiException e = catchThrowableOfType(ApiException.class, () -> Planning.graph(request));
        assertThat(e.error().number()).isEqualTo(error);
    }

    static Stream<Arguments> order_of_checks() {
        String payload = "{\"payload_repositories\":[{}],\"partitioning_mode\":\"raw\"}";
        String mode = "{\"partitioning_mode\":\"raw\",\"installation_device\":\"d\"}";
        String device = "{\"installation_device\":\"d\"}";
        return Stream.of(
                Arguments.of(
                        29,
                        with("customizations", payload, "repositories", "[{\"baseurl\":\"b\",\"check_gpg\":true}]")),
                Arguments.of(7, with("customizations", payload, "repositories", "[]")),
                Arguments.of(7, with("customizations", mode, "repositories", "[{}]")),
                Arguments.of(37, with("customizations", mode, "ostree", "{\"contenturl\":\"c\"}")),
                Arguments.of(27, with("customizations", device, "ostree", "{\"contenturl\":\"c\"}")),
                Arguments.of(30, with("customizations", device, "upload_options", "{}")),
                Arguments.of(35, with("customizations", device, "size", "1")),
                Arguments.of(
                        44,
                        with("blueprint", "{\"name\":\"\",\"distro\":\"\"}")
                                .replace("\"distribution\":\"fedora-44\",", "")));
    }

    @Test
    @DisplayName("C34 a larger image keeps what else was wanted")
    void larger_sizes() {
        assertThat(Planning.manifestArgs(with("customizations", "{\"hostname\":\"h\"}", "size", "5368709121"))
                        .at("/Blueprint/customizations"))
                .isEqualTo(json("{\"hostname\":\"h\",\"filesystem\":[{\"mountpoint\":\"/\",\"minsize\":5368709121}]}"));
    }

    /** A request with this member and value, and an image request with these. */
    private static String with(String member, String value, String... image) {
        return "{\"" + member + "\":" + value + "," + withImage(image).substring(1);
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}

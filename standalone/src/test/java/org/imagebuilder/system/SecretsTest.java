package org.imagebuilder.system;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.imagebuilder.system.Json.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Secrets go from clients to workers, and are seen nowhere else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecretsTest {

    /** Begins each secret of a request. */
    private static final String SECRET = "q7ZgeheimX";
    /** In what is no secret, but nothing that lies in the database as it is. */
    private static final String PRIVATE = "n5WprivatX";
    /** In what a worker reports for the client. */
    private static final String SIGNATURE = "p8YsignedX";

    private static final String HASH = "$6$" + SECRET + "$" + "h".repeat(86);

    private static final String CUSTOMIZATIONS = """
            {"users":[{"name":"a","password":"S1"},{"name":"b","password":"HASH"}],
             "files":[{"path":"/etc/one","data":"S2"},{"path":"/etc/two","data":"token=S3"}],
             "kernel":{"append":"inst.repo=https://u:S4@example.com/x"},
             "custom_repositories":[{"id":"r","baseurl":["https://S5:x@example.com/c"],"metalink":"https://u:S6@example.com/m",
                "gpgkey":["https://u:S7@example.com/k"]}],
             "payload_repositories":[{"baseurl":"https://u:S8@example.com/p"},{"mirrorlist":"https://u:S9@example.com/ml"}],
             "subscription":{"organization":"1","activation_key":"S10","server_url":"https://u:S11@example.com",
                "base_url":"https://u:S12@example.com","insights":true,"rhc":true,"insights_client_proxy":"u:S13@proxy:3128",
                "patch_url":"https://u:S14@example.com"},
             "containers":[{"source":"https://u:S15@example.com/image"}]}
            """;

    private static final String BLUEPRINT = """
            {"name":"b","customizations":{
             "user":[{"name":"root","password":"S1"},{"name":"b","password":"HASH"}],
             "files":[{"path":"/etc/one","data":"S2"}],
             "repositories":[{"id":"r","baseurls":["https://u:S3@example.com/c"]}]}}
            """;

    private static final List<String> FAILING = List.of("\"generic-oci\"", "\"cloud-gce\"");

    private final Cluster cluster = Cluster.start(1, 1, 1);
    private final URI composer = cluster.composer(0);
    private final URI gateway = cluster.gateway(0);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final List<String> answers = new ArrayList<>();
    private final List<String> composes = new ArrayList<>();
    private final List<JsonNode> given = new ArrayList<>();

    @BeforeAll
    void listen() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        log.start();
        root.addAppender(log);
        for (String name : List.of("org.imagebuilder", "org.springframework")) {
            ((Logger) LoggerFactory.getLogger(name)).setLevel(Level.DEBUG);
        }
    }

    @AfterAll
    void stop() {
        for (String name : List.of("org.imagebuilder", "org.springframework")) {
            ((Logger) LoggerFactory.getLogger(name)).setLevel(null);
        }
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(log);
        cluster.close();
    }

    @Test
    @DisplayName("a secret in every place that has room for one reaches the workers, and nobody else")
    void secrets() throws Exception {
        submit(image("guest-image", "{\"region\":\"PRIVATE\"}", CUSTOMIZATIONS), 201);
        submit(
                image(
                        "aws",
                        "{\"region\":\"r\",\"share_with_accounts\":[\"PRIVATE\"],\"snapshot_name\":\"PRIVATE\"}",
                        ""),
                201);
        submit(
                image("gcp", "{\"region\":\"r\",\"bucket\":\"PRIVATE\",\"share_with_accounts\":[\"PRIVATE\"]}", ""),
                201);
        submit(
                image(
                        "azure",
                        "{\"tenant_id\":\"PRIVATE\",\"subscription_id\":\"PRIVATE\",\"resource_group\":\"PRIVATE\"}",
                        ""),
                201);
        submit(image("oci", "{}", ""), 201);
        submit(blueprint(), 201);
        submit(koji(), 201);
        dump("submitted");

        handOutAndEnd(7 + 5 + 2); // manifests, builds of those that do not fail, two of Koji
        everySecretArrived();
        dump("ended");
    }

    @Test
    @DisplayName("what is looked for would be found, whatever it is encoded as")
    void search() {
        for (int before = 0; before < 4; before++) {
            byte[] text = ("x".repeat(before) + SECRET + "y").getBytes(StandardCharsets.US_ASCII);
            String encoded = Base64.getEncoder().encodeToString(text);
            assertThat(Dump.disguises(SECRET))
                    .anyMatch(encoded::contains)
                    .anyMatch(HexFormat.of().formatHex(text)::contains);
        }
    }

    @Test
    @DisplayName("a request that is refused says why without its secrets")
    void refusals() throws Exception {
        submit(
                image("iot-commit", "{\"region\":\"r\"}", "")
                        .replace(
                                "\"upload_options\"",
                                "\"ostree\":{\"url\":\"https://u:S1@example.com/o\"},\"upload_options\""),
                400);
        submit(image("guest-image", "{\"region\":\"r\"}", "{\"ignition\":{\"embedded\":{\"config\":\"S1\"}}}"), 400);
        submit(
                image(
                        "guest-image",
                        "{\"region\":\"r\"}",
                        "{\"ignition\":{\"firstboot\":{\"url\":\"https://u:S1@example.com\"}}}"),
                400);
        submit(image("guest-image", "{\"region\":\"r\"}", "{\"users\":[{\"name\":\"a\",\"password\":[\"S1\"]}]}"), 400);
        submit(image("guest-image", "{\"region\":\"r\"}", "{\"files\":[{\"path\":\"/usr/x\",\"data\":\"S1\"}]}"), 400);
        submit(
                image(
                        "guest-image",
                        "{\"region\":\"r\"}",
                        "{\"custom_repositories\":[{\"id\":\"r\",\"baseurl\":[\"https://u:S1@example.com\"],\"check_gpg\":true,\"gpgkey\":[\"ftp//u:S1@x\"]}]}"),
                400);
        submit(
                image(
                        "guest-image",
                        "{\"region\":\"r\"}",
                        "{\"subscription\":{\"organization\":1,\"activation_key\":\"S1\"}}"),
                400);
        submit(
                image("guest-image", "{\"region\":\"r\"}", "{\"users\":[{\"name\":\"a\",\"password\":\"S1\"}]}") + "S1",
                400);
        dump("refused");
    }

    private void submit(String request, int status) throws IOException, InterruptedException {
        String body = filled(request);
        Answer answer = Json.post(composer, "/compose", body);
        assertThat(answer.status()).as("%s of %s", answer, body).isEqualTo(status);
        if (status == 201) {
            composes.add(answer.body().path("id").asString());
        }
        answers.add(answer.toString());
    }

    /** Each number stands for another secret. */
    private static String filled(String request) {
        return request.replaceAll("\\bS(\\d+)\\b", SECRET + "no$1")
                .replace("HASH", HASH)
                .replace("PRIVATE", PRIVATE);
    }

    private static String image(String type, String options, String customizations) {
        return """
                {"distribution":"fedora-44","image_request":{"architecture":"x86_64","image_type":"%s",
                 "repositories":[{"baseurl":"https://u:S20@example.com/r"},{"metalink":"https://S21@example.com/m"}],
                 "upload_options":%s}%s}
                """.formatted(type, options, customizations.isEmpty() ? "" : ",\"customizations\":" + customizations);
    }

    private static String blueprint() {
        return image("guest-image", "{\"region\":\"r\"}", "")
                .replaceFirst("\\{", "{\"blueprint\":" + BLUEPRINT.replace("$", "\\$") + ",");
    }

    private static String koji() {
        return """
                {"distribution":"fedora-44",
                 "koji":{"server":"https://u:S30@koji.example.com","task_id":1,"name":"n","version":"1","release":"1"},
                 "image_requests":[{"architecture":"x86_64","image_type":"guest-image",
                   "repositories":[{"baseurl":"https://u:S31@example.com/r"}],
                   "upload_targets":[{"type":"aws.s3","upload_options":{"region":"PRIVATE"}}]}]}
                """;
    }

    /** Manifests of two types of images fail. */
    private void handOutAndEnd(int jobs) throws IOException, InterruptedException {
        for (int number = 1; number <= jobs; number++) {
            Answer answer = Json.post(gateway, "/jobs", """
                    {"types":["image-builder-manifest","depsolve","osbuild","koji-init","koji-finalize"],"arch":"x86_64"}""");
            assertThat(answer.status()).as("job %d", number).isEqualTo(201);
            given.add(answer.body());
            String location = answer.body().path("location").asString();
            Json.patch(
                    gateway,
                    location,
                    "{\"partial\":{\"progress\":{\"message\":\"" + SECRET + "\",\"done\":1,\"total\":2}}}");
            assertThat(Json.patch(gateway, location, "{\"result\":" + result(answer.body()) + "}")
                            .status())
                    .isEqualTo(200);
            if (number % 4 == 1) {
                dump("job " + number);
            }
        }
    }

    private static String result(JsonNode job) {
        String encoded = Base64.getEncoder().encodeToString((SECRET + "2").getBytes(StandardCharsets.US_ASCII));
        return switch (job.path("type").asString()) {
            case "image-builder-manifest" ->
                FAILING.stream().anyMatch(type -> job.path("args").toString().contains(type))
                        ? "{\"job_error\":{\"id\":39,\"reason\":\"cannot get https://u:%s@example.com\",\"details\":[\"https://u:%s@example.com\"]}}"
                                .formatted(SECRET, SECRET)
                        : "{\"data\":{\"version\":\"2\",\"sources\":{\"org.osbuild.inline\":\"%s\"},\"password\":\"%s\"},\"info\":{\"pipeline_names\":{\"build\":[\"build\"],\"payload\":[\"os\"]}},\"error\":\"\"}"
                                .formatted(encoded, HASH);
            case "koji-init" -> "{\"build_id\":7,\"token\":\"" + SECRET + "\"}";
            case "osbuild" -> """
                    {"success":true,"osbuild_output":{"type":"result","success":true,"log":{"os":[{"output":"S %s"}]},"metadata":{}},
                     "target_results":[{"name":"org.osbuild.aws.s3","options":{"url":"https://example.com/?sig=%s"}}],
                     "upload_status":"success","host_os":"fedora-44","arch":"x86_64"}""".formatted(encoded, SIGNATURE);
            default -> "{\"koji_error\":\"\"}";
        };
    }

    private void everySecretArrived() {
        String all = given.toString();
        for (String request : List.of(image("guest-image", "{}", CUSTOMIZATIONS), blueprint(), koji())) {
            for (JsonNode text : texts(JsonMapper.shared().readTree(filled(request)))) {
                String value = text.stringValue();
                if (value.startsWith("https://") && value.contains(SECRET)) {
                    assertThat(all).contains(value);
                }
            }
        }
        assertThat(all).contains(SECRET + "no2\"", SECRET + "no10\"", "u:" + SECRET + "no13@proxy:3128");
        // what dependencies have reported
        assertThat(all).contains("\"token\":\"" + SECRET + "\"", "\"password\":\"" + HASH + "\"");
        // the plain password of a user is hashed before it goes anywhere
        assertThat(all).doesNotContain("\"password\":\"" + SECRET);
    }

    private static List<JsonNode> texts(JsonNode node) {
        return node.isString()
                ? List.of(node)
                : node.valueStream().flatMap(child -> texts(child).stream()).toList();
    }

    /** Looks everywhere. */
    private void dump(String when) throws IOException, InterruptedException {
        List<String> metadata = new ArrayList<>();
        for (String compose : composes) {
            metadata.add(Json.get(composer, "/composes/" + compose).toString());
            metadata.add(
                    Json.get(composer, "/composes/" + compose + "/metadata").toString());
        }
        List<String> logged = List.copyOf(log.list).stream()
                .map(event -> event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy())))
                .toList();
        assertHidden(when + ", database", Dump.database(cluster.sql()), SECRET, PRIVATE, SIGNATURE);
        assertHidden(when + ", topics", Dump.topics(), SECRET, PRIVATE, SIGNATURE);
        assertHidden(when + ", log", logged, SECRET, PRIVATE, SIGNATURE);
        assertHidden(when + ", answers", answers, SECRET);
        assertHidden(when + ", status and metadata", metadata, SECRET);
    }

    private static void assertHidden(String where, List<String> texts, String... words) {
        for (String word : words) {
            for (String disguise : Dump.disguises(word)) {
                assertThat(texts.stream()
                                .filter(text -> text.contains(disguise))
                                .map(text -> around(text, disguise))
                                .toList())
                        .as("%s: %s as %s", where, word, disguise)
                        .isEmpty();
            }
        }
    }

    private static String around(String text, String word) {
        int at = text.indexOf(word);
        return text.substring(Math.max(0, at - 120), Math.min(text.length(), at + word.length() + 20));
    }
}

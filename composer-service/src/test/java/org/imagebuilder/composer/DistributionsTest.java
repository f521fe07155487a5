package org.imagebuilder.composer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DistributionsTest {

    @ParameterizedTest
    @DisplayName("C28 details, of parts of a distribution if so wished")
    @CsvSource(delimiter = '|', textBlock = """
            fedora-44?image_type=guest-image&architecture=s390x                    | s390x/generic-qcow2
            fedora-44?image_type=qcow2&image_type=generic-ami&architecture=x86_64  | x86_64/generic-ami x86_64/generic-qcow2
            fedora-44?image_type=vhd&image_type=generic-vhd                        | x86_64/generic-vhd
            fedora-44?image_type=minimal-raw&architecture=riscv64&architecture=aarch64 | aarch64/minimal-raw-xz riscv64/minimal-raw-xz
            rhel-7.9?architecture=x86_64                                           | x86_64/azure-rhui x86_64/ec2 x86_64/qcow2
            rhel-9?image_type=gcp&image_type=floppy                                | x86_64/gce
            fedora-44?image_type=qcow2,generic-ami                                 | ''
            fedora-44?image_type=qcow2&architecture=m68k                           | ''
            fedora-44?image_type=                                                  | ''
            """)
    void details(String path, String images) {
        JsonNode details = RunningService.get("/distributions/" + path);
        List<String> found = new ArrayList<>();
        details.path("architectures")
                .properties()
                .forEach(architecture -> architecture
                        .getValue()
                        .path("image_types")
                        .propertyNames()
                        .forEach(type -> found.add(architecture.getKey() + "/" + type)));
        assertThat(details.path("kind").asString()).isEqualTo("DistributionDetails");
        assertThat(String.join(" ", found)).isEqualTo(images);
    }

    @ParameterizedTest
    @DisplayName("C28 details under other names than the real one")
    @CsvSource({"rhel-9, rhel-9.9", "rhel-96, rhel-9.6", "fedora-44, fedora-44"})
    void real_names(String name, String real) {
        JsonNode details = RunningService.get("/distributions/" + name);
        assertThat(details.path("name").asString()).isEqualTo(real);
        assertThat(details.path("id").asString()).isEqualTo(real);
        assertThat(details.path("href").asString()).isEqualTo(RunningService.BASE + "/distributions/" + real);
        assertThat(details.path("architectures").has("s390x")).isTrue();
    }

    @ParameterizedTest
    @DisplayName("C28 what is no distribution")
    @ValueSource(strings = {"debian-13", "fedora", "fedora-4", "rhel-9.100", "fedora-44%20", "fedora-44.json"})
    void unknown_names(String name) {
        HttpResponse<String> response = RunningService.send(
                RunningService.request("/distributions/" + name).GET().build());
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(RunningService.json(response).path("id").asString()).isEqualTo("4");
    }

    @Test
    @DisplayName("C28 the list of distributions with repositories")
    void list() {
        HttpResponse<String> response = RunningService.send(
                RunningService.request("/distributions").GET().build());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().allValues("Content-Type")).containsExactly("application/json");
        assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(response.headers().firstValue("Vary")).contains("Accept-Encoding");
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-cache, private");
        assertThat(response.body())
                .startsWith("{\"centos-10\":{\"aarch64\":{\"ami\":[{\"name\":")
                .endsWith("}\n");
        JsonNode list = RunningService.json(response);
        assertThat(list.at("/fedora-44/x86_64/generic-qcow2/0/name").asString()).isEqualTo("fedora");
        assertThat(list.at("/fedora-44/x86_64/generic-qcow2/0/check_gpg").isBoolean())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/distributions", "/distributions?pretty"})
    void a_client_that_takes_gzip_gets_the_same_compressed(String path) throws Exception {
        HttpRequest request = RunningService.request(path)
                .header("Accept-Encoding", "gzip")
                .GET()
                .build();
        HttpResponse<byte[]> response = RunningService.send(request, BodyHandlers.ofByteArray());
        assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
        try (var text = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            assertThat(new String(text.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(RunningService.send(
                                    RunningService.request(path).GET().build())
                            .body());
        }
    }

    @Test
    void the_list_is_indented_on_request() {
        String body = RunningService.send(
                        RunningService.request("/distributions?pretty").GET().build())
                .body();
        assertThat(body)
                .startsWith("{\n  \"centos-10\": {\n    \"aarch64\": {\n")
                .endsWith("\n}\n");
        assertThat(JsonMapper.shared().readTree(body)).isEqualTo(RunningService.get("/distributions"));
    }

    @Test
    void a_list_that_the_client_has_is_not_sent_again() {
        HttpResponse<String> first = RunningService.send(
                RunningService.request("/distributions").GET().build());
        String tag = first.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> second = RunningService.send(RunningService.request("/distributions")
                .header("If-None-Match", tag)
                .header("Accept-Encoding", "gzip")
                .GET()
                .build());
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        assertThat(second.headers().firstValue("ETag")).contains(tag);
        assertThat(second.headers().firstValue("Cache-Control")).contains("no-cache, private");
    }
}

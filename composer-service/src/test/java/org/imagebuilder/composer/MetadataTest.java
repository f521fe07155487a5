package org.imagebuilder.composer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imagebuilder.composer.Requests.withImage;

import java.net.http.HttpResponse;
import java.util.UUID;
import org.imagebuilder.composer.Work.Koji;
import org.imagebuilder.queue.NewJob;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class MetadataTest {

    private static final String PACKAGES = """
            {"success":true,"pipeline_names":{"build":["build"],"payload":["os","ostree-tree","none"]},
             "osbuild_output":{"success":true,"log":{"os":[{"output":"\\u0000"}]},"metadata":{
              "ostree-tree":{"org.osbuild.rpm":{"packages":[
                {"name":"third","version":"3","release":"c","epoch":"1","arch":"noarch","sigmd5":"m3","sigpgp":null}]},
               "org.osbuild.ostree.commit":{"compose":{"ref":"r","ostree-commit":"c0ffee"}}},
              "build":{"org.osbuild.rpm":{"packages":[{"name":"hidden"}]}},
              "os":{"org.osbuild.other":{"packages":[{"name":"hidden"}]},"org.osbuild.rpm":{"packages":[
                {"name":"first \\"1\\"","version":"1","release":"a","epoch":null,"arch":"x86_64","sigmd5":"m1",
                 "sigpgp":"pgp","siggpg":"gpg","newer":{}},
                {"name":"second","version":"2","release":"b","arch":"x86_64","sigmd5":"m2","sigpgp":"pgp","siggpg":null}
               ]}}}}}""";

    private final NewJob manifest = Work.job("manifest-id-only");
    private final NewJob build = Work.job("osbuild:x86_64", manifest);
    private final UUID id = Work.compose("", "{\"distribution\":\"fedora-44\"}", manifest, build);

    @Test
    @DisplayName("C17 before the end, metadata hold the request, with the defaults that the service filled in")
    void request() {
        UUID submitted = UUID.fromString(RunningService.json(RunningService.submit(withImage()))
                .path("id")
                .asString());
        JsonNode metadata = metadata(submitted);
        assertThat(metadata.propertyNames()).containsExactly("href", "id", "kind", "request");
        assertThat(metadata.path("kind").asString()).isEqualTo("ComposeMetadata");
        assertThat(metadata.path("href").asString()).endsWith("/composes/" + submitted + "/metadata");
        assertThat(metadata.at("/request/image_request/size").asInt(-1)).isZero();
        assertThat(metadata.at("/request/image_request/repositories/0/rhsm").asBoolean(true))
                .isFalse();
    }

    @Test
    @DisplayName("C17 so they do for a compose whose manifest comes from the server")
    void requestOnTheOtherPath() {
        assertThat(metadata(id).path("request")).hasToString("{\"distribution\":\"fedora-44\"}");
    }

    @Test
    void secrets_of_the_request_are_not_shown() {
        String secret = "geheim";
        UUID compose = Work.compose("", """
                {"customizations":{"users":[{"name":"a","password":"S","key":"ssh-rsa A"},{"name":"b","password":null}],
                  "subscription":{"organization":"1","activation_key":"S","insights_client_proxy":"http://u:S@proxy:80/p@q"}},
                 "blueprint":{"customizations":{"user":[{"name":"c","password":"$6$S"}]}},
                 "image_request":{"repositories":[{"baseurl":"https://user:S@example.com/r"},{"baseurl":"https://e.org/a@b"}],
                  "upload_options":{"region":"r"}},"image_requests":["https://S@host"]}""".replace("S", secret), Work.job("osbuild:x86_64"));

        assertThat(metadata(compose).path("request")).hasToString("""
                {"customizations":{"users":[{"name":"a","password":"***","key":"ssh-rsa A"},{"name":"b","password":null}],\
                "subscription":{"organization":"1","activation_key":"***","insights_client_proxy":"http://***@proxy:80/p@q"}},\
                "blueprint":{"customizations":{"user":[{"name":"c","password":"***"}]}},\
                "image_request":{"repositories":[{"baseurl":"https://***@example.com/r"},{"baseurl":"https://e.org/a@b"}],\
                "upload_options":{"region":"r"}},"image_requests":["https://***@host"]}""");
    }

    @Test
    @DisplayName("C18 packages of the image, in the order of its pipelines; GPG signatures before PGP ones")
    void packages() {
        built(PACKAGES);
        assertThat(metadata(id)).hasToString("""
                {"href":"/api/image-builder-composer/v2/composes/ID/metadata","id":"ID","kind":"ComposeMetadata","packages":[\
                {"type":"rpm","name":"first \\"1\\"","version":"1","release":"a","arch":"x86_64","sigmd5":"m1","signature":"gpg"},\
                {"type":"rpm","name":"second","version":"2","release":"b","arch":"x86_64","sigmd5":"m2","signature":"pgp"},\
                {"type":"rpm","name":"third","version":"3","release":"c","epoch":"1","arch":"noarch","sigmd5":"m3"}],\
                "ostree_commit":"c0ffee","request":{"distribution":"fedora-44"}}""".replace("ID", id.toString()));
    }

    @Test
    @DisplayName("C18 without names of pipelines, all of them count")
    void all_pipelines() {
        built(PACKAGES.replace("pipeline_names", "no_names"));
        assertThat(metadata(id).path("packages").values())
                .extracting(rpm -> rpm.path("name").asString())
                .containsExactly("third", "hidden", "first \"1\"", "second");
    }

    @Test
    @DisplayName("C18 an image without packages")
    void no_packages() {
        built("{\"success\":true,\"osbuild_output\":{\"success\":true,\"log\":{\"os\":[]},\"metadata\":null}}");
        assertThat(metadata(id).path("packages")).hasToString("[]");
        assertThat(metadata(id).has("ostree_commit")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"success\":true,\"job_error\":null,\"osbuild_output\":null}",
                "{\"success\":true,\"osbuild_output\":{\"success\":true}}",
                "{\"success\":true,\"osbuild_output\":{\"success\":true,\"log\":{ }}}",
                "{\"success\":true,\"osbuild_output\":{\"success\":true,\"log\":null}}",
                "null"
            })
    @DisplayName("C18 a success of which osbuild has left no log")
    void incomplete(String result) {
        built(result);
        HttpResponse<String> answer = ask(id);
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(RunningService.json(answer).path("id").asString()).isEqualTo("1012");
    }

    @Test
    @DisplayName("C17 a failed or cancelled compose has only its request")
    void failures() {
        built("{\"success\":false,\"job_error\":{\"id\":10,\"reason\":\"r\"},\"osbuild_output\":{\"success\":false}}");
        assertThat(metadata(id).propertyNames()).containsExactly("href", "id", "kind", "request");
        UUID cancelled = Work.compose("", Work.job("osbuild:x86_64"));
        Work.cancel(cancelled);
        assertThat(metadata(cancelled).propertyNames()).containsExactly("href", "id", "kind", "request");
    }

    @Test
    @DisplayName("K8 K10 a koji compose has no metadata, nor has its init job; its builds have, without a request")
    void koji() {
        Koji koji = Koji.stored();
        assertThat(metadata(koji.id()).path("id").asString()).isEqualTo("26");
        assertThat(metadata(koji.init().id()).path("id").asString()).isEqualTo("26");
        assertThat(metadata(koji.builds().getFirst().id()).propertyNames()).containsExactly("href", "id", "kind");
    }

    private void built(String result) {
        Work.finish(manifest, "{\"data\":{}}");
        Work.finish(id, result);
    }

    private static JsonNode metadata(UUID compose) {
        return RunningService.json(ask(compose));
    }

    private static HttpResponse<String> ask(UUID compose) {
        return RunningService.send(RunningService.request("/composes/" + compose + "/metadata")
                .GET()
                .build());
    }
}

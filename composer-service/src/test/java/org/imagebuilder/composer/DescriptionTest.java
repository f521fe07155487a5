package org.imagebuilder.composer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class DescriptionTest {

    @Test
    void the_api_describes_itself() {
        JsonNode document = RunningService.get("/openapi");
        assertThat(document.path("openapi").asString()).startsWith("3.0");
        assertThat(document.at("/components/schemas/ComposeRequest").isObject()).isTrue();
        assertThat(document.path("paths").propertyNames())
                .containsExactlyInAnyOrder(
                        "/compose",
                        "/composes/",
                        "/composes/{id}",
                        "/composes/{id}/cancel",
                        "/composes/{id}/clone",
                        "/composes/{id}/download",
                        "/composes/{id}/logs",
                        "/composes/{id}/manifests",
                        "/composes/{id}/metadata",
                        "/composes/{id}/sboms",
                        "/clones/{id}",
                        "/depsolve/blueprint",
                        "/search/packages",
                        "/distributions",
                        "/distributions/{distro}",
                        "/openapi",
                        "/errors",
                        "/errors/{id}");
        assertThat(document.at("/paths/~1composes~1{id}").propertyNames()).containsExactlyInAnyOrder("get", "delete");
    }

    @Test
    void the_examples_in_the_description_work() {
        RunningService.get("/openapi")
                .at("/paths/~1compose/post/requestBody/content/application~1json/examples")
                .forEach(example -> assertThat(
                                RunningService.submit(example.path("value").toString())
                                        .statusCode())
                        .isEqualTo(201));
    }

    @Test
    @DisplayName("C1 the list of errors")
    void errors() {
        JsonNode list = RunningService.get("/errors");
        assertThat(list.path("kind").asString()).isEqualTo("ErrorList");
        assertThat(list.path("page").asInt()).isEqualTo(0);
        assertThat(list.path("size").asInt()).isEqualTo(75);
        assertThat(list.path("total").asInt()).isEqualTo(75);
        assertThat(list.at("/items/0/code").asString()).isEqualTo("IMAGE-BUILDER-COMPOSER-401");
        assertThat(list.at("/items/0").has("details")).isFalse();
        JsonNode page = RunningService.get("/errors?page=2&size=30");
        assertThat(page.path("size").asInt()).isEqualTo(15);
        assertThat(RunningService.get("/errors?page=-1").path("items")).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("C1 single errors")
    @CsvSource({
        "/errors/4, 200, 4",
        "/errors/401, 200, 401",
        "/errors/1, 404, 17",
        "/errors/10002, 404, 17",
        "/errors/four, 400, 16",
        "/errors/99999999999, 400, 16",
        "/errors?page=x, 400, 18",
        "/errors?size=x, 400, 19"
    })
    void single_errors(String path, int status, String id) {
        HttpResponse<String> response =
                RunningService.send(RunningService.request(path).GET().build());
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(RunningService.json(response).path("id").asString()).isEqualTo(id);
    }

    @Test
    void answers_are_indented_on_request() {
        HttpResponse<String> response = RunningService.send(
                RunningService.request("/errors/4?pretty").GET().build());
        assertThat(response.body()).startsWith("{\n  \"href\": ").endsWith("\n}\n");
    }

    @ParameterizedTest
    @CsvSource({
        "/health, 200",
        "/health/liveness, 200",
        "/health/readiness, 200",
        "/metrics, 200",
        "/env, 404",
        "/prometheus, 404"
    })
    void operators_see_health_and_metrics_and_nothing_else(String path, int status) {
        HttpRequest request =
                HttpRequest.newBuilder(RunningService.managementAddress(path)).build();
        assertThat(RunningService.send(request).statusCode()).isEqualTo(status);
    }
}

package org.imagebuilder.composer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.imagebuilder.composer.ProtectedService.ISSUER;
import static org.imagebuilder.composer.ProtectedService.clientOf;
import static org.imagebuilder.composer.ProtectedService.tokenOf;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.imagebuilder.queue.NewJob;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tenants do not see each other. */
class TenancyTest {

    private final String mine = UUID.randomUUID().toString();
    private final String others = UUID.randomUUID().toString();

    @Test
    @DisplayName("T1 all jobs of a compose carry the channel of its tenant")
    void channel() {
        String compose = submit(mine);
        assertThat(RunningService.jobsOf(compose))
                .hasSizeGreaterThan(1)
                .allSatisfy(job -> assertThat(job.channel()).isEqualTo("org-" + mine));
    }

    @ParameterizedTest
    @DisplayName("T3 another tenant's compose answers like one that does not exist")
    @ValueSource(strings = {"", "/logs", "/manifests", "/metadata", "/sboms", "/download"})
    void like_unknown(String part) {
        String compose = submit(mine);
        HttpResponse<String> foreign = ask("/composes/" + compose + part, others);
        HttpResponse<String> unknown = ask("/composes/" + UUID.randomUUID() + part, others);

        assertThat(foreign.statusCode()).isEqualTo(404);
        assertThat(RunningService.json(foreign).path("id").asString()).isEqualTo("15");
        assertThat(withoutIds(foreign)).isEqualTo(withoutIds(unknown));
        assertThat(foreign.headers().map().keySet())
                .isEqualTo(unknown.headers().map().keySet());
    }

    @Test
    @DisplayName("T4 the manifest job that is needed first runs in the tenant's channel too")
    void first_job() {
        NewJob first = Work.job("image-builder-manifest");
        UUID compose = Work.compose("org-" + mine, first, Work.job("osbuild:x86_64", first));
        Work.finish(
                first, "{\"data\":{\"version\":\"2\"},\"info\":{\"pipeline_names\":{\"build\":[],\"payload\":[]}}}");
        assertThat(ProtectedService.get("/composes/" + compose + "/manifests", tokenOf(mine))
                        .at("/manifests/0/version")
                        .asString())
                .isEqualTo("2");
    }

    @Test
    @DisplayName("T5 a token without a tenant is refused, and stores nothing")
    void no_tenant() {
        RunningService.Rows before = RunningService.rows();
        HttpResponse<String> answer =
                ProtectedService.send("POST", "/compose", ISSUER.token(clientOf("")), Requests.withImage());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(RunningService.json(answer).path("code").asString()).isEqualTo("IMAGE-BUILDER-COMPOSER-28");
        assertThat(RunningService.rows()).isEqualTo(before);
    }

    @Test
    @DisplayName("T6 a list of composes shows only the caller's")
    void list() {
        String first = submit(mine);
        String second = submit(mine);
        String foreign = submit(others);

        assertThat(listed(mine)).containsExactlyInAnyOrder(first, second);
        assertThat(listed(others)).containsExactly(foreign);
        assertThat(listed(UUID.randomUUID().toString())).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("T6 jobs of requests about packages run in the caller's channel")
    @CsvSource({"/depsolve/blueprint, '\"blueprint\":{\"name\":\"b\"}'", "/search/packages, '\"packages\":[\"tmux\"]'"})
    void packages(String path, String member) {
        String body = "{\"distribution\":\"fedora-44\",\"architecture\":\"x86_64\"," + member + "}";
        CompletableFuture<HttpResponse<String>> answer =
                CompletableFuture.supplyAsync(() -> ProtectedService.send("POST", path, tokenOf(mine), body));
        await().untilAsserted(() -> assertThat(jobsIn("org-" + mine)).isEqualTo(1));
        assertThat(answer.join().statusCode()).as("no worker came").isEqualTo(500);
    }

    @Test
    @DisplayName("T7 the first configured claim that is a non-empty string wins")
    void first_claim() {
        String token = ISSUER.token(
                claims -> clientOf("").apply(claims).claim("rh-org-id", 42).claim("account_id", mine));
        String compose = RunningService.json(ProtectedService.send("POST", "/compose", token, Requests.withImage()))
                .path("id")
                .asString();
        assertThat(RunningService.jobsOf(compose))
                .allSatisfy(job -> assertThat(job.channel()).isEqualTo("org-" + mine));
    }

    @Test
    void the_tenant_is_a_label_and_who_is_refused_does_not_count() {
        String before = requests("tenant=\"\"");
        submit(mine);
        ProtectedService.send("POST", "/compose", "x", Requests.withImage());
        ProtectedService.send("GET", "/nowhere", null, "");

        await().untilAsserted(() -> assertThat(requests("tenant=\"org-" + mine + "\""))
                .contains("code=\"201\",method=\"POST\",path=\"" + RunningService.BASE + "/compose\"")
                .contains("image_builder_composer_http_duration_seconds_count"));
        assertThat(requests("code=\"401\"")).isEmpty();
        assertThat(requests("tenant=\"\"")).isEqualTo(before);
    }

    @Test
    void metrics_and_health_need_no_token() {
        for (String path : List.of("/metrics", "/health", "/health/readiness")) {
            HttpRequest request = HttpRequest.newBuilder(ProtectedService.address("management", path))
                    .build();
            assertThat(RunningService.send(request).statusCode()).isEqualTo(200);
        }
    }

    private static String submit(String tenant) {
        HttpResponse<String> answer = ProtectedService.send("POST", "/compose", tokenOf(tenant), Requests.withImage());
        assertThat(answer.statusCode()).isEqualTo(201);
        return RunningService.json(answer).path("id").asString();
    }

    private static HttpResponse<String> ask(String path, String tenant) {
        return ProtectedService.send("GET", path, tokenOf(tenant), "");
    }

    private static List<String> listed(String tenant) {
        return ProtectedService.get("/composes/", tokenOf(tenant))
                .valueStream()
                .map(compose -> compose.path("id").asString())
                .toList();
    }

    private static long jobsIn(String channel) {
        return JdbcClient.create(RunningService.database().dataSource())
                .sql("SELECT count(*) FROM job WHERE channel = ?")
                .param(channel)
                .query(Long.class)
                .single();
    }

    private static String requests(String label) {
        HttpRequest request = HttpRequest.newBuilder(ProtectedService.address("management", "/metrics"))
                .build();
        return String.join(
                "\n",
                RunningService.send(request)
                        .body()
                        .lines()
                        .filter(line -> line.startsWith("image_builder_composer_") && line.contains(label))
                        .toList());
    }

    private static String withoutIds(HttpResponse<String> answer) {
        return answer.statusCode() + answer.body().replaceAll("\"operation_id\":\"\\w{27}\"", "");
    }
}

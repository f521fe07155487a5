package org.imagebuilder.composer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.imagebuilder.composer.PlayedWorker.StoredJob;
import org.imagebuilder.queue.Cancellations;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class PackagesTest {

    private static final String DEPSOLVE = "/depsolve/blueprint";
    private static final String SEARCH = "/search/packages";
    private static final String BLUEPRINT = """
            {"distribution":"fedora-44","architecture":"x86_64","blueprint":{"name":"b","packages":[{"name":"tmux"}]}}""";
    private static final String NAMES = """
            {"distribution":"fedora-44","architecture":"x86_64","packages":["tmux"]}""";

    private final PlayedWorker worker = new PlayedWorker(RunningService.statements());
    private final String externalId = UUID.randomUUID().toString();

    @Test
    @DisplayName("C26 a blueprint is resolved while the client waits, by a job that belongs to no compose")
    void depsolve() throws Exception {
        CompletableFuture<HttpResponse<String>> answer = RunningService.begin(DEPSOLVE, BLUEPRINT, externalId);
        StoredJob job = PlayedWorker.jobOf(externalId);
        assertThat(job.type()).isEqualTo("depsolve");
        assertThat(job.composeId()).isNull();
        assertThat(job.arguments()).contains("\"Include\":[\"tmux\",\"kernel\"]");
        assertThat(answer).isNotDone();

        worker.finish(job.id(), """
                {"package_specs":{"build":[{"name":"gcc"}],
                 "os":[{"name":"tmux","epoch":0,"version":"3.6a","release":"1","arch":"x86_64","checksum":"sha256:f"},
                       {"name":"vim","epoch":2,"version":"9","release":"1","arch":"x86_64","checksum":null}]}}""");

        HttpResponse<String> response = answer.get(20, TimeUnit.SECONDS);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().allValues("Content-Type")).containsExactly("application/json");
        assertThat(response.body())
                .isEqualTo("{\"packages\":[{\"type\":\"rpm\",\"name\":\"tmux\",\"version\":\"3.6a\",\"release\":\"1\","
                        + "\"arch\":\"x86_64\",\"checksum\":\"sha256:f\"},{\"type\":\"rpm\",\"name\":\"vim\","
                        + "\"version\":\"9\",\"release\":\"1\",\"epoch\":\"2\",\"arch\":\"x86_64\"}]}\n");
    }

    @Test
    @DisplayName("C27 packages are found while the client waits")
    void search() throws Exception {
        CompletableFuture<HttpResponse<String>> answer = RunningService.begin(SEARCH + "?pretty", NAMES, externalId);
        StoredJob job = PlayedWorker.jobOf(externalId);
        assertThat(job.type()).isEqualTo("search-packages");

        worker.finish(job.id(), "{\"packages\":[{\"Name\":\"tmux\",\"Version\":\"3.6a\",\"Epoch\":1}]}");

        assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo("""
                {
                  "packages": [
                    {
                      "name": "tmux",
                      "version": "3.6a",
                      "release": "",
                      "arch": "",
                      "epoch": "1"
                    }
                  ]
                }
                """);
    }

    @ParameterizedTest
    @DisplayName("C26 C27 what the worker's result means")
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            {"job_error":{"id":20,"reason":"DNF failed","details":"no match for tmx"}} | 1002 | DNF failed: no match for tmx
            null                                                                       | 1012 | the worker's result holds no list of packages
            {"packages":{}}                                                            | 1012 | the worker's result holds no list of packages
            """)
    void failures(String result, String error, String details) throws Exception {
        CompletableFuture<HttpResponse<String>> answer = RunningService.begin(SEARCH, NAMES, externalId);
        worker.finish(PlayedWorker.jobOf(externalId).id(), result);
        assertFailure(answer.get(20, TimeUnit.SECONDS), error, details);
    }

    @Test
    @DisplayName("C26 a job that somebody cancels ends the wait")
    void canceled() throws Exception {
        CompletableFuture<HttpResponse<String>> answer = RunningService.begin(DEPSOLVE, BLUEPRINT, externalId);
        var _ = RunningService.bean(Cancellations.class)
                .cancel(PlayedWorker.jobOf(externalId).id(), "test");
        assertFailure(answer.get(20, TimeUnit.SECONDS), "1002", "the job was cancelled");
    }

    @Test
    @DisplayName("an answer of tens of MiB goes out piece by piece")
    void large_answers() throws Exception {
        CompletableFuture<HttpResponse<String>> answer = RunningService.begin(SEARCH, NAMES, externalId);
        int packages = 10_000;
        String one = "{\"Name\":\"n\",\"Description\":\"" + "d".repeat(1000) + "\",\"Files\":[\"" + "f".repeat(1000)
                + "\"]}";
        worker.finish(
                PlayedWorker.jobOf(externalId).id(), "{\"packages\":[" + (one + ",").repeat(packages - 1) + one + "]}");

        HttpResponse<String> response = answer.get(60, TimeUnit.SECONDS);
        assertThat(response.headers().firstValue("Transfer-Encoding")).contains("chunked");
        JsonNode found = RunningService.json(response).path("packages");
        assertThat(found).hasSize(packages);
        assertThat(found.path(packages - 1).path("description").asString()).hasSize(1000);
    }

    @ParameterizedTest
    @CsvSource({DEPSOLVE, SEARCH})
    void what_cannot_be_done_is_not_stored(String path) {
        long jobs = RunningService.rows().jobs();
        HttpResponse<String> response = RunningService.post(path, "application/json", "{}");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(RunningService.json(response).path("id").asString()).isEqualTo("30");
        assertThat(RunningService.post(path, "text/plain", "{}").statusCode()).isEqualTo(415);
        assertThat(RunningService.rows().jobs()).isEqualTo(jobs);
    }

    @ParameterizedTest
    @CsvSource({"~1depsolve~1blueprint, '{\"package_specs\":{\"os\":[]}}'", "~1search~1packages, '{\"packages\":[]}'"})
    void the_examples_in_the_description_work(String path, String result) throws Exception {
        JsonNode examples = RunningService.get("/openapi")
                .at("/paths/" + path + "/post/requestBody/content/application~1json/examples");
        assertThat(examples.size()).isEqualTo(2);
        for (JsonNode example : examples) {
            String id = UUID.randomUUID().toString();
            CompletableFuture<HttpResponse<String>> answer = RunningService.begin(
                    path.replace("~1", "/"), example.path("value").toString(), id);
            worker.finish(PlayedWorker.jobOf(id).id(), result);
            HttpResponse<String> response = answer.get(20, TimeUnit.SECONDS);
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("{\"packages\":[]}\n");
        }
    }

    private static void assertFailure(HttpResponse<String> response, String error, String details) {
        assertThat(response.statusCode()).isEqualTo(500);
        JsonNode body = RunningService.json(response);
        assertThat(body.path("id").asString()).isEqualTo(error);
        assertThat(body.path("details").asString()).isEqualTo(details);
    }
}

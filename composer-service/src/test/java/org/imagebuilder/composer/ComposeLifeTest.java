package org.imagebuilder.composer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.imagebuilder.composer.Requests.withImage;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.imagebuilder.composer.RunningService.JobRow;
import org.imagebuilder.jobtypes.ResultDigest;
import org.imagebuilder.queue.HandOuts;
import org.imagebuilder.queue.Handle;
import org.imagebuilder.queue.Ids;
import org.imagebuilder.queue.JobGraph;
import org.imagebuilder.queue.NewJob;
import org.imagebuilder.queue.Origin;
import org.imagebuilder.queue.Outcome;
import org.imagebuilder.queue.RawJson;
import org.imagebuilder.queue.Results;
import org.imagebuilder.queue.Submissions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ComposeLifeTest {

    private final HandOuts handOuts = new HandOuts(RunningService.statements());
    private final Results results = new Results(RunningService.statements());

    @Test
    @DisplayName("C29 S1 a compose is accepted, stored and pending")
    void submission() {
        HttpResponse<String> response = RunningService.submit(withImage());
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().allValues("Content-Type")).containsExactly("application/json");
        assertThat(response.body()).endsWith("}\n");
        JsonNode answer = RunningService.json(response);
        String id = answer.path("id").asString();
        assertThat(answer.path("href").asString()).isEqualTo("/api/image-builder-composer/v2/compose");
        assertThat(answer.path("kind").asString()).isEqualTo("ComposeId");
        assertThat(UUID.fromString(id).version()).isEqualTo(7);
        assertThat(RunningService.jobsOf(id))
                .extracting(JobRow::type, JobRow::state, JobRow::channel)
                .containsExactly(tuple("image-builder-manifest", "READY", ""), tuple("osbuild:x86_64", "PENDING", ""));
        assertThat(RunningService.get("/composes/" + id))
                .hasToString(
                        "{\"href\":\"/api/image-builder-composer/v2/composes/" + id + "\",\"id\":\"" + id
                                + "\",\"kind\":\"ComposeStatus\",\"status\":\"pending\",\"image_status\":{\"status\":\"pending\"}}");
    }

    @Test
    void jobs_carry_the_ids_of_their_request() {
        HttpResponse<String> response = RunningService.send(RunningService.request("/compose")
                .header("Content-Type", "application/json")
                .header("X-External-Id", "ticket-7")
                .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .POST(BodyPublishers.ofString(withImage()))
                .build());
        String id = RunningService.json(response).path("id").asString();
        assertThat(RunningService.jobsOf(id))
                .allSatisfy(row -> assertThat(row)
                        .extracting(JobRow::correlationId, JobRow::traceId)
                        .containsExactly("ticket-7", "4bf92f3577b34da6a3ce929d0e0e4736"));
    }

    @Test
    @DisplayName("S2 S3 S8 a compose is pending, building, and a success")
    void from_submission_to_success() {
        UUID id = submitted();
        List<UUID> jobs =
                RunningService.jobsOf(id.toString()).stream().map(JobRow::id).toList();
        finish(jobs.getFirst(), "{\"data\":{},\"info\":{}}");
        Handle held = handOuts.claim(id, null, null).orElseThrow().handle();
        assertThat(imageStatus(id)).hasToString("{\"status\":\"building\"}");

        String partial = "{\"progress\":{\"message\":\"m\",\"done\":1,\"total\":3}}";
        assertThat(results.progress(
                        held, RawJson.of(partial), ResultDigest.of(partial).toString()))
                .isTrue();
        assertThat(imageStatus(id)).hasToString("{\"status\":\"building\",\"progress\":{\"done\":1,\"total\":3}}");

        String result = """
                {"success":true,"upload_status":"success","osbuild_output":{"success":true,"log":{"os":[]}},
                 "target_results":[{"name":"org.osbuild.aws.s3","options":{"url":"https://example.com/image"}}]}""";
        assertThat(results.finish(
                        held,
                        RawJson.of(result),
                        Outcome.success(ResultDigest.of(result).toString())))
                .isPresent();
        assertThat(RunningService.get("/composes/" + id).path("status").asString())
                .isEqualTo("success");
        assertThat(imageStatus(id))
                .hasToString(
                        """
                {"status":"success","upload_status":U,"upload_statuses":[U]}""".replace(
                                        "U",
                                        "{\"type\":\"aws.s3\",\"status\":\"success\",\"options\":{\"url\":\"https://example.com/image\"}}"));
    }

    @Test
    @DisplayName("S9 an id of another kind of job")
    void other_jobs_are_no_composes() {
        UUID id = submitted();
        UUID manifest = RunningService.jobsOf(id.toString()).getFirst().id();
        JsonNode error = RunningService.get("/composes/" + manifest);
        assertThat(error.path("id").asString()).isEqualTo("26");
    }

    @Test
    @DisplayName("S9 T3 a compose of another tenant answers like one that does not exist")
    void foreign_composes_do_not_exist() {
        UUID foreign = Ids.next();
        var submissions = new Submissions(RunningService.statements(), _ -> Duration.ofDays(1));
        var job = new NewJob(foreign, "osbuild:x86_64", "{}", List.of());
        submissions.enqueue(new JobGraph("org-2", null, List.of(job), Origin.NONE));
        Map<String, String> answers = new HashMap<>();
        for (UUID id : List.of(foreign, UUID.randomUUID())) {
            HttpResponse<String> response = RunningService.send(
                    RunningService.request("/composes/" + id).GET().build());
            assertThat(response.statusCode()).isEqualTo(404);
            answers.put(response.body().replaceAll("\"operation_id\":\"\\w{27}\"", ""), id.toString());
        }
        assertThat(answers).hasSize(1);
        assertThat(answers.keySet()).singleElement().asString().contains("\"id\":\"15\"", "\"details\":\"\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1-1-1-1-1", "00000000-0000-0000-0000-00000000000g", "%00", "a%20b"})
    @DisplayName("S9 an id that is no UUID")
    void malformed_ids(String id) {
        HttpResponse<String> response = RunningService.send(
                RunningService.request("/composes/" + id).GET().build());
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(RunningService.json(response).path("id").asString()).isEqualTo("42");
    }

    @Test
    @DisplayName("S9 the details say which parameter is malformed")
    void malformed_id_details() {
        assertThat(RunningService.get("/composes/x").path("details").asString())
                .contains("Invalid format for parameter id");
    }

    private void finish(UUID job, String result) {
        Handle held = handOuts.claim(job, null, null).orElseThrow().handle();
        assertThat(results.finish(
                        held,
                        RawJson.of(result),
                        Outcome.success(ResultDigest.of(result).toString())))
                .isPresent();
    }

    private static UUID submitted() {
        return UUID.fromString(RunningService.json(RunningService.submit(withImage()))
                .path("id")
                .asString());
    }

    private static JsonNode imageStatus(UUID id) {
        return RunningService.get("/composes/" + id).path("image_status");
    }
}

package org.imagebuilder.composer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imagebuilder.composer.Requests.withImage;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.imagebuilder.composer.RunningService.JobRow;
import org.imagebuilder.queue.Dependencies;
import org.imagebuilder.queue.HandOuts;
import org.imagebuilder.queue.Handle;
import org.imagebuilder.queue.Ids;
import org.imagebuilder.queue.JobGraph;
import org.imagebuilder.queue.JobState;
import org.imagebuilder.queue.Jobs;
import org.imagebuilder.queue.NewCompose;
import org.imagebuilder.queue.NewJob;
import org.imagebuilder.queue.Origin;
import org.imagebuilder.queue.Submissions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class CancellationTest {

    private static final String JSON = "application/json";

    private final Jobs jobs = new Jobs(RunningService.statements());
    private final Dependencies dependencies = new Dependencies(RunningService.statements(), List.of());

    @Test
    @DisplayName("S10 a compose that is cancelled while its manifest is made is a failure without error")
    void while_the_manifest_is_made() {
        UUID id = submitted();
        UUID manifest = RunningService.jobsOf(id.toString()).getFirst().id();
        Handle held = new HandOuts(RunningService.statements())
                .claim(manifest, null, null)
                .orElseThrow()
                .handle();

        HttpResponse<String> response = cancel(id);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(RunningService.json(response))
                .hasToString("{\"href\":\"/api/image-builder-composer/v2/composes/" + id + "/cancel\",\"id\":\"" + id
                        + "\",\"kind\":\"ComposeCancellation\",\"canceled\":2}");
        assertThat(jobs.stateOf(held)).contains(JobState.CANCELED);
        assertFailureWithoutError(id);

        dependencies.enforce(List.of(id), List.of(manifest, id));
        assertThat(RunningService.jobsOf(id.toString()))
                .extracting(JobRow::state)
                .containsOnly("CANCELED");
        assertFailureWithoutError(id);
    }

    private static void assertFailureWithoutError(UUID id) {
        JsonNode status = RunningService.get("/composes/" + id);
        assertThat(status.path("status").asString()).isEqualTo("failure");
        assertThat(status.path("image_status")).hasToString("{\"status\":\"failure\"}");
    }

    @Test
    void cancelling_again_changes_nothing() {
        UUID id = submitted();
        assertThat(canceled(cancel(id))).isEqualTo(2);
        assertThat(canceled(cancel(id))).isZero();
        assertFailureWithoutError(id);
    }

    @Test
    void a_reason_is_optional() {
        assertThat(canceled(cancel(submitted(), "{\"reason\":\"the wrong packages\"}")))
                .isEqualTo(2);
        assertThat(canceled(cancel(submitted(), "{\"reason\":\"" + "é".repeat(500) + "\"}")))
                .isEqualTo(2);
        assertThat(canceled(cancel(submitted(), "{}"))).isEqualTo(2);
        assertThat(canceled(cancel(submitted(), ""))).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"reason\":7}",
                "{\"reason\":null}",
                "{\"reson\":\"a typing error\"}",
                "{\"reason\":\"two\\nlines\"}",
                "{\"reason\":\"a last line\\n\"}",
                "{\"reason\":\"\\u0000\"}",
                "{\"reason\":\"\\ud800\"}",
                "[]",
                "null",
                "{",
                "\"because\""
            })
    void what_is_no_reason_is_refused_and_cancels_nothing(String body) {
        UUID id = submitted();
        HttpResponse<String> response = cancel(id, body);
        assertError(response, 400, body.equals("{") ? 20 : 30);
        assertThat(RunningService.json(response).path("details").asString()).isNotEmpty();
        assertThat(RunningService.jobsOf(id.toString()))
                .extracting(JobRow::state)
                .containsExactly("READY", "PENDING");
    }

    @Test
    void a_reason_has_an_end() {
        assertError(cancel(submitted(), "{\"reason\":\"" + "x".repeat(501) + "\"}"), 400, 30);
    }

    @Test
    void a_body_of_another_type_is_refused() {
        assertError(RunningService.post(path(submitted()), "text/plain", "because"), 415, 3);
        assertError(
                RunningService.send(RunningService.request(path(submitted()))
                        .POST(BodyPublishers.ofString("{}"))
                        .build()),
                415,
                3);
    }

    @Test
    @DisplayName("S9 ids of nothing, of another kind of job, and of no UUID at all")
    void ids_of_no_compose() {
        assertError(cancel(UUID.randomUUID()), 404, 15);
        UUID manifest = RunningService.jobsOf(submitted().toString()).getFirst().id();
        assertError(cancel(manifest), 404, 26);
        assertError(RunningService.post("/composes/x/cancel", JSON, ""), 400, 42);
    }

    @Test
    @DisplayName("T3 a compose of another tenant answers like one that does not exist, and goes on")
    void foreign_composes() {
        NewJob foreign = new NewJob(Ids.next(), "osbuild:x86_64", "{}", List.of());
        var compose = new NewCompose(foreign.id(), "{}", null, null, null);
        new Submissions(RunningService.statements(), _ -> Duration.ofDays(1))
                .enqueue(new JobGraph("org-2", compose, List.of(foreign), Origin.NONE));

        assertError(cancel(foreign.id()), 404, 15);

        assertThat(jobs.find(foreign.id()).orElseThrow().state()).isEqualTo(JobState.READY);
    }

    private static UUID submitted() {
        return UUID.fromString(RunningService.json(RunningService.submit(withImage()))
                .path("id")
                .asString());
    }

    private static String path(UUID id) {
        return "/composes/" + id + "/cancel";
    }

    private static HttpResponse<String> cancel(UUID id) {
        return RunningService.send(
                RunningService.request(path(id)).POST(BodyPublishers.noBody()).build());
    }

    private static HttpResponse<String> cancel(UUID id, String body) {
        return RunningService.post(path(id), JSON, body);
    }

    private static int canceled(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return RunningService.json(response).path("canceled").asInt();
    }

    private static void assertError(HttpResponse<String> response, int status, int error) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(RunningService.json(response).path("id").asString()).isEqualTo(Integer.toString(error));
    }
}

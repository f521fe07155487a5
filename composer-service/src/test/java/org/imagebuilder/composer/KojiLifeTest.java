package org.imagebuilder.composer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.imagebuilder.composer.Requests.image;
import static org.imagebuilder.composer.Requests.withKoji;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.assertj.core.groups.Tuple;
import org.imagebuilder.composer.RunningService.JobRow;
import org.imagebuilder.events.ComposeChange;
import org.imagebuilder.events.ComposeEvent;
import org.imagebuilder.events.ComposeStatus;
import org.imagebuilder.queue.ClaimedJob;
import org.imagebuilder.queue.Handle;
import org.imagebuilder.queue.JobState;
import org.imagebuilder.queue.Jobs;
import org.imagebuilder.queue.RawJson;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Composes of two images that Koji knows of: one for x86_64 that goes nowhere else, one for aarch64 that goes to EC2. */
class KojiLifeTest {

    private static final String INIT = "{\"build_id\":42,\"token\":\"t\",\"koji_error\":\"\"}";
    private static final String MANIFEST = "{\"data\":{},\"info\":{},\"error\":\"\"}";
    private static final String KOJI = "{\"name\":\"org.osbuild.koji\",\"options\":{\"image\":{\"filename\":\"f\"}}}";
    private static final String BUILT =
            "{\"success\":true,\"osbuild_output\":{\"success\":true},\"target_results\":[" + KOJI + "]}";
    private static final String UPLOADED =
            BUILT.replace(KOJI, KOJI + ",{\"name\":\"org.osbuild.aws\",\"options\":{\"ami\":\"a\",\"region\":\"r\"}}");
    private static final String NO_TAG = "{\"koji_error\":\"\",\"job_error\":{\"id\":15,\"reason\":\"no such tag\"}}";

    private final QueueWorker worker = new QueueWorker();
    private final UUID id = submitted();
    private final List<JobRow> rows = RunningService.jobsOf(id.toString());
    private final List<UUID> jobs = rows.stream().map(JobRow::id).toList();
    private final UUID init = jobs.get(0);
    private final UUID x86Manifest = jobs.get(1);
    private final UUID x86 = jobs.get(2);
    private final UUID armManifest = jobs.get(3);
    private final UUID arm = jobs.get(4);

    @Test
    @DisplayName("K1 K2 K3 K6 K7 from submission to success")
    void success() {
        assertThat(rows)
                .extracting(JobRow::type, JobRow::state)
                .containsExactly(
                        tuple("koji-init", "READY"),
                        tuple("image-builder-manifest", "READY"),
                        tuple("osbuild:x86_64", "PENDING"),
                        tuple("image-builder-manifest", "READY"),
                        tuple("osbuild:aarch64", "PENDING"),
                        tuple("koji-finalize", "PENDING"));
        assertThat(jobs.getLast()).isEqualTo(id);
        assertStatus("pending", "pending", "pending", "{}");

        worker.finish(worker.take(armManifest), MANIFEST);
        assertThat(worker.ask(arm)).as("a build that Koji does not know of yet").isEmpty();
        worker.finish(worker.take(init), INIT);
        assertStatus("pending", "pending", "pending", "{\"build_id\":42}");

        ClaimedJob armBuild = worker.take(arm);
        assertThat(armBuild.dependencyResults()).extracting(RawJson::text).containsExactly(INIT, MANIFEST);
        assertThat(json(armBuild.arguments()).path("manifest_dyn_args_idx").asInt())
                .isEqualTo(1);
        worker.report(armBuild, "{\"progress\":{\"done\":1,\"total\":3}}");
        assertStatus("pending", "pending", "building", "{\"build_id\":42}");
        assertThat(status().at("/image_statuses/1/progress")).hasToString("{\"done\":1,\"total\":3}");
        worker.finish(armBuild, UPLOADED);
        assertStatus("pending", "pending", "success", "{\"build_id\":42}");
        assertThat(worker.ask(id)).as("the build as a whole is not complete").isEmpty();

        worker.finish(worker.take(x86Manifest), MANIFEST);
        worker.finish(worker.take(x86), BUILT);
        assertStatus("pending", "success", "success", "{\"build_id\":42}");

        ClaimedJob finalize = worker.take(id);
        assertThat(finalize.dependencyResults()).extracting(RawJson::text).containsExactly(INIT, BUILT, UPLOADED);
        assertStatus("pending", "success", "success", "{\"build_id\":42}");
        worker.finish(finalize, "{\"koji_error\":\"\"}");
        assertStatus("success", "success", "success", "{\"build_id\":42}");
        assertThat(status().path("image_status")).hasToString("{\"status\":\"success\"}");
        assertThat(status().at("/image_statuses/1/upload_statuses"))
                .hasToString(
                        "[{\"type\":\"aws\",\"status\":\"success\",\"options\":{\"ami\":\"a\",\"region\":\"r\"}}]");
        assertEvents(
                tuple(ComposeChange.QUEUED, ComposeStatus.PENDING),
                tuple(ComposeChange.READY, ComposeStatus.PENDING),
                tuple(ComposeChange.STARTED, ComposeStatus.BUILDING),
                tuple(ComposeChange.FINISHED, ComposeStatus.SUCCESS));
    }

    @Test
    @DisplayName("K3 when koji-init fails, no worker gets a build, but one gets to mark the koji build as failed")
    void failed_init() {
        worker.finish(worker.take(init), NO_TAG);
        assertThat(RunningService.jobsOf(id.toString()))
                .extracting(JobRow::state)
                .containsExactly("FINISHED", "READY", "FINISHED", "READY", "FINISHED", "READY");
        assertStatus("pending", "failure", "failure", "{}");
        assertThat(status().at("/image_status/error/id").asInt()).isEqualTo(26);
        assertThat(status().at("/image_status/error/details")).hasToString("[{\"id\":15,\"reason\":\"no such tag\"}]");

        worker.finish(worker.take(id), "{\"koji_error\":\"\",\"job_error\":{\"id\":13,\"reason\":\"a build failed\"}}");
        assertStatus("failure", "failure", "failure", "{}");
        assertEvents(
                tuple(ComposeChange.QUEUED, ComposeStatus.PENDING),
                tuple(ComposeChange.READY, ComposeStatus.PENDING),
                tuple(ComposeChange.STARTED, ComposeStatus.BUILDING),
                tuple(ComposeChange.FINISHED, ComposeStatus.FAILURE));
    }

    @Test
    @DisplayName("K4 when one manifest fails, its image has failed and the other one is built all the same")
    void failed_manifest() {
        worker.finish(worker.take(x86Manifest), "{\"job_error\":{\"id\":23,\"reason\":\"no such package\"}}");
        worker.finish(worker.take(init), INIT);
        worker.finish(worker.take(armManifest), MANIFEST);
        worker.finish(worker.take(arm), BUILT);
        assertStatus("pending", "failure", "success", "{\"build_id\":42}");
        assertThat(status().at("/image_status/error/details"))
                .hasToString("[{\"id\":23,\"reason\":\"no such package\"}]");
        worker.moveOnAfter(x86);
        assertThat(worker.take(id).dependencyResults()).hasSize(3).doesNotContainNull();
    }

    @Test
    @DisplayName("K10 a build answers to its own id like a compose of one image, other jobs of the compose do not")
    void ids_of_jobs() {
        assertThat(RunningService.get("/composes/" + x86))
                .hasToString(
                        "{\"href\":\"/api/image-builder-composer/v2/composes/" + x86 + "\",\"id\":\"" + x86
                                + "\",\"kind\":\"ComposeStatus\",\"status\":\"pending\",\"image_status\":{\"status\":\"pending\"}}");
        assertThat(List.of(init, x86Manifest)).allSatisfy(job -> assertError(get(job), 404, 26));
        assertError(get(UUID.randomUUID()), 404, 15);

        worker.finish(worker.take(init), INIT);
        worker.finish(worker.take(armManifest), MANIFEST);
        worker.finish(worker.take(arm), UPLOADED);
        JsonNode build = RunningService.get("/composes/" + arm);
        assertThat(build.path("status").asString()).isEqualTo("success");
        assertThat(build.at("/image_status/upload_statuses")).hasSize(1);
        assertThat(build.has("koji_status")).isFalse();
    }

    @Test
    @DisplayName("S10 a cancelled compose stops all its jobs, and has failed without errors")
    void cancellation() {
        Handle held = worker.take(init).handle();

        HttpResponse<String> response = RunningService.send(RunningService.request("/composes/" + id + "/cancel")
                .POST(BodyPublishers.noBody())
                .build());

        assertThat(RunningService.json(response).path("canceled").asInt()).isEqualTo(6);
        assertThat(new Jobs(RunningService.statements()).stateOf(held)).contains(JobState.CANCELED);
        worker.moveOnAfter(jobs.toArray(UUID[]::new));
        assertThat(RunningService.jobsOf(id.toString()))
                .extracting(JobRow::state)
                .containsOnly("CANCELED");
        assertStatus("failure", "failure", "failure", "{}");
        assertThat(status().path("image_status")).hasToString("{\"status\":\"failure\"}");
        assertEvents(
                tuple(ComposeChange.QUEUED, ComposeStatus.PENDING),
                tuple(ComposeChange.CANCELED, ComposeStatus.CANCELED));
    }

    private static UUID submitted() {
        String elsewhere = image(
                "architecture", "\"aarch64\"",
                "image_type", "\"aws\"",
                "upload_options", "{\"region\":\"r\",\"share_with_accounts\":[]}");
        HttpResponse<String> response = RunningService.submit(withKoji(image("upload_options", ""), elsewhere));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return UUID.fromString(RunningService.json(response).path("id").asString());
    }

    private JsonNode status() {
        return RunningService.get("/composes/" + id);
    }

    private void assertStatus(String status, String x86Status, String armStatus, String koji) {
        JsonNode answer = status();
        assertThat(answer.path("status").asString()).isEqualTo(status);
        assertThat(answer.path("image_statuses"))
                .extracting(image -> image.path("status").asString())
                .containsExactly(x86Status, armStatus);
        assertThat(answer.path("image_status")).isEqualTo(answer.at("/image_statuses/0"));
        assertThat(answer.path("koji_status")).hasToString(koji);
    }

    /** An event may come twice. */
    private void assertEvents(Tuple... expected) {
        await().untilAsserted(() -> {
            List<ComposeEvent> events = ComposeEvents.of(id).stream().distinct().toList();
            assertThat(events)
                    .extracting(ComposeEvent::getChange, ComposeEvent::getStatus)
                    .containsExactly(expected);
            assertThat(events).allSatisfy(event -> {
                assertThat(event.getDistribution()).isEqualTo("fedora-44");
                assertThat(event.getArchitecture()).isNull();
            });
        });
    }

    private static HttpResponse<String> get(UUID job) {
        return RunningService.send(
                RunningService.request("/composes/" + job).GET().build());
    }

    private static void assertError(HttpResponse<String> response, int status, int error) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(RunningService.json(response).path("id").asString()).isEqualTo(Integer.toString(error));
    }

    private static JsonNode json(RawJson json) {
        return JsonMapper.shared().readTree(json.text());
    }
}

package org.imagebuilder.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.imagebuilder.events.JobChange;
import org.imagebuilder.events.JobEvent;
import org.imagebuilder.standalone.worker.Progress;
import org.imagebuilder.standalone.worker.SimulatedWorker;
import org.imagebuilder.system.Json.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** What becomes of workers that go silent, or say good-bye. An hour passes by making everything older in the database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LifeSignsTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String MANIFEST = "\"image-builder-manifest\"";

    private final Cluster cluster = Cluster.start(
            1,
            1,
            1,
            "--imagebuilder.dispatcher.watch-interval=200ms",
            "--imagebuilder.dispatcher.worker-watch-interval=200ms");
    private final URI composer = cluster.composer(0);
    private final URI gateway = cluster.gateway(0);

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    @DisplayName("W16 a worker that is silent for the limit is removed, one whose job gives signs of life is not")
    void silentWorkers() throws Exception {
        String silent = register();
        String busy = register();
        submit();
        Answer job = handOut(MANIFEST, busy);
        for (String worker : List.of(silent, busy)) {
            assertThat(Json.get(gateway, "/workers/" + worker).status()).isEqualTo(200);
            letAnHourPassForWorker(worker);
        }

        await().atMost(SOON).until(() -> isUnknown(Json.get(gateway, "/workers/" + silent)));
        assertThat(isUnknown(Json.send("POST", gateway, "/workers/" + silent + "/status")))
                .isTrue();
        JsonNode alive = Json.get(gateway, "/workers/" + busy).body();
        assertThat(alive.path("jobs").path(0).path("id")).isEqualTo(job.body().path("id"));
        assertThat(Instant.parse(alive.path("heartbeat_at").asString()))
                .isAfter(Instant.now().minus(Duration.ofMinutes(30)));

        letAnHourPassForJob(id(job));
        await().atMost(SOON).until(() -> isUnknown(Json.get(gateway, "/workers/" + busy)));
        Answer again = handOut(MANIFEST, register());
        assertThat(again.body().path("id")).isEqualTo(job.body().path("id"));
        assertThat(Json.get(gateway, location(job)).status()).isEqualTo(404);
        finish(again);
    }

    @Test
    @DisplayName("W17 a job without heartbeat runs again twice, and then fails its compose with error 27")
    void silentJobs() throws Exception {
        String compose = submit();
        UUID job = UUID.randomUUID();
        for (int attempt = 1; attempt <= 3; attempt++) {
            Answer handOut = handOut(MANIFEST, register());
            job = id(handOut);
            letAnHourPassForJob(job);
        }

        JsonNode status = await().atMost(SOON)
                .until(
                        () -> Json.get(composer, "/composes/" + compose).body(),
                        body -> body.path("status").asString().equals("failure"));
        assertThat(status.at("/image_status/error/details/0/id").asInt()).isEqualTo(27);
        assertThat(events(job, JobChange.FINISHED))
                .extracting(JobEvent::getChange)
                .containsExactly(
                        JobChange.QUEUED,
                        JobChange.READY,
                        JobChange.STARTED,
                        JobChange.REQUEUED,
                        JobChange.STARTED,
                        JobChange.REQUEUED,
                        JobChange.STARTED,
                        JobChange.FINISHED);
    }

    @Test
    @DisplayName("a worker that is stopped gives its job back, and another gets it without any waiting")
    void goodBye() throws Exception {
        submit();
        LinkedBlockingQueue<Progress> steps = new LinkedBlockingQueue<>();
        Progress step;
        try (var _ = SimulatedWorker.start(gateway, steps::add)) {
            step = Objects.requireNonNull(steps.poll(SOON.toSeconds(), TimeUnit.SECONDS));
        }

        Answer again = handOut(MANIFEST, register());
        assertThat(again.body().path("id").asString()).isEqualTo(step.job());
        assertThat(events(id(again), JobChange.HANDED_BACK))
                .filteredOn(event -> event.getChange() == JobChange.HANDED_BACK)
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getCause()).isNotEmpty();
                    assertThat(event.getWorkerId()).isNotNull();
                });
        finish(again);
    }

    private String submit() throws IOException, InterruptedException {
        Answer answer = Json.post(composer, "/compose", ManyComposesTest.COMPOSE);
        assertThat(answer.status()).isEqualTo(201);
        return answer.body().path("id").asString();
    }

    private String register() throws IOException, InterruptedException {
        return Json.post(gateway, "/workers", "{\"arch\":\"x86_64\"}")
                .body()
                .path("worker_id")
                .asString();
    }

    private Answer handOut(String types, String worker) {
        String request = "{\"types\":[%s],\"arch\":\"x86_64\",\"worker_id\":\"%s\"}".formatted(types, worker);
        return await().atMost(SOON).until(() -> Json.post(gateway, "/jobs", request), job -> job.status() == 201);
    }

    private void finish(Answer job) throws IOException, InterruptedException {
        assertThat(Json.patch(gateway, location(job), "{\"result\":{\"error\":\"not needed\"}}")
                        .status())
                .isEqualTo(200);
    }

    private void letAnHourPassForWorker(String id) {
        cluster.sql().sql("""
                        UPDATE worker SET registered_at = registered_at - interval '1 h',
                            heartbeat_at = heartbeat_at - interval '1 h'
                        WHERE id = ?
                        """).param(UUID.fromString(id)).update();
    }

    private void letAnHourPassForJob(UUID id) {
        cluster.sql().sql("""
                        UPDATE job SET queued_at = queued_at - interval '1 h', ready_at = ready_at - interval '1 h',
                            started_at = started_at - interval '1 h', heartbeat_at = heartbeat_at - interval '1 h'
                        WHERE id = ?
                        """).param(id).update();
    }

    /** What the topic says of a job, once it says this. */
    private static List<JobEvent> events(UUID job, JobChange awaited) {
        return await().atMost(SOON)
                .until(
                        () -> EventLedger.read().job(job),
                        events -> events.stream().anyMatch(event -> event.getChange() == awaited));
    }

    private static boolean isUnknown(Answer answer) {
        return answer.status() == 400 && answer.body().path("id").asString().equals("18");
    }

    private static UUID id(Answer job) {
        return UUID.fromString(job.body().path("id").asString());
    }

    private static String location(Answer job) {
        return job.body().path("location").asString();
    }
}

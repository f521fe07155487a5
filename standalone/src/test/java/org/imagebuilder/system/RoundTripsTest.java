package org.imagebuilder.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.imagebuilder.system.Json.Answer;
import org.imagebuilder.testsupport.StatementCounter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What each operation costs in round trips to the database, counted where the service meets its driver. How many events
 * make a batch for the dispatcher is up to Kafka, so what a batch costs is counted in the queue's own tests.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoundTripsTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final Cluster cluster = Cluster.start(1, 1, 1);
    private final URI composer = cluster.composer(0);
    private final URI gateway = cluster.gateway(0);
    private String worker = "";

    @BeforeAll
    void warmUp() throws Exception {
        worker = Json.post(gateway, "/workers", "{\"arch\":\"x86_64\"}")
                .body()
                .path("worker_id")
                .asString();
        submit();
        finish(handOut("image-builder-manifest"));
        finish(handOut("osbuild"));
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    @DisplayName(
            "a compose costs one statement to submit, one to hand out each job, one for each report, one for its status")
    void onTheWayOfACompose() throws Exception {
        StatementCounter submissions = cluster.composerStatements();
        StatementCounter gateways = cluster.gatewayStatements();
        submissions.reset();
        gateways.reset();

        String id = submit();
        assertThat(work(submissions)).hasSize(1);

        Answer manifest = handOut("image-builder-manifest");
        assertThat(work(gateways)).hasSize(1);

        gateways.reset();
        assertThat(Json.patch(gateway, location(manifest), "{\"partial\":{\"progress\":{\"done\":1,\"total\":2}}}")
                        .status())
                .isEqualTo(200);
        assertThat(work(gateways)).hasSize(1);

        gateways.reset();
        finish(manifest);
        assertThat(work(gateways)).hasSize(1);

        gateways.reset();
        Answer build = handOut("osbuild");
        assertThat(work(gateways)).hasSize(1);
        finish(build);

        submissions.reset();
        assertThat(Json.get(composer, "/composes/" + id).body().path("status").asString())
                .isEqualTo("success");
        assertThat(work(submissions)).hasSize(1);
    }

    @Test
    @DisplayName("a hundred heartbeats are written by the statements of a second or two, not by a hundred")
    void heartbeats() throws Exception {
        submit();
        Answer job = handOut("image-builder-manifest");
        StatementCounter gateways = cluster.gatewayStatements();
        gateways.reset();

        for (int i = 0; i < 100; i++) {
            assertThat(Json.get(gateway, location(job)).body().path("canceled").asBoolean(true))
                    .isFalse();
        }
        await().atMost(SOON).until(() -> !writes(gateways).isEmpty());

        assertThat(writes(gateways)).hasSizeLessThan(20);
        finish(job);
        finish(handOut("osbuild"));
    }

    private String submit() throws IOException, InterruptedException {
        Answer answer = Json.post(composer, "/compose", ManyComposesTest.COMPOSE);
        assertThat(answer.status()).isEqualTo(201);
        return answer.body().path("id").asString();
    }

    private Answer handOut(String type) throws IOException, InterruptedException {
        Answer answer = Json.post(
                gateway,
                "/jobs",
                "{\"types\":[\"%s\"],\"arch\":\"x86_64\",\"worker_id\":\"%s\"}".formatted(type, worker));
        assertThat(answer.status()).isEqualTo(201);
        return answer;
    }

    private void finish(Answer job) throws IOException, InterruptedException {
        String result = job.body().path("type").asString().equals("osbuild")
                ? "{\"success\":true,\"osbuild_output\":{\"success\":true},\"upload_status\":\"success\"}"
                : "{\"data\":{}}";
        assertThat(Json.patch(gateway, location(job), "{\"result\":" + result + "}")
                        .status())
                .isEqualTo(200);
    }

    private static String location(Answer job) {
        return job.body().path("location").asString();
    }

    /**
     * Statements of the operation itself. Published events and heartbeats are written later, many at a time; that a
     * worker is registered, and what time it is, is asked once a minute.
     */
    private static List<String> work(StatementCounter counter) {
        return counter.statements().stream()
                .filter(sql -> !sql.startsWith("DELETE FROM outbox") && !isHeartbeat(sql))
                .filter(sql -> !sql.startsWith("SELECT channel FROM worker") && !sql.contains("clock_timestamp"))
                .toList();
    }

    private static List<String> writes(StatementCounter counter) {
        return counter.statements().stream().filter(RoundTripsTest::isHeartbeat).toList();
    }

    private static boolean isHeartbeat(String sql) {
        return sql.contains("SET heartbeat_at");
    }
}

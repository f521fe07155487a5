package org.imagebuilder.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.imagebuilder.events.ComposeChange;
import org.imagebuilder.events.ComposeEvent;
import org.imagebuilder.events.JobChange;
import org.imagebuilder.events.JobEvent;
import org.imagebuilder.system.Json.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CancellationTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final Cluster cluster = Cluster.start(1, 1, 1);
    private final URI composer = cluster.composer(0);
    private final URI gateway = cluster.gateway(0);

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    @DisplayName("W8 S10 a worker learns that its compose is cancelled, and nothing of it is ever handed out again")
    void cancelWhileAWorkerIsAtIt() throws Exception {
        String compose = submit();
        Answer manifest = handOut();
        String location = manifest.body().path("location").asString();
        assertThat(Json.get(gateway, location).body().path("canceled").asBoolean(true))
                .isFalse();

        Answer answer = Json.post(composer, "/composes/" + compose + "/cancel", "{\"reason\":\"not needed any more\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("canceled").asInt()).isEqualTo(2);
        Answer asked = Json.get(gateway, location);
        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.body().path("canceled").asBoolean()).isTrue();
        assertThat(Json.patch(gateway, location, "{\"result\":{}}").status()).isEqualTo(404);
        Answer status = Json.get(composer, "/composes/" + compose);
        assertThat(status.body().path("status").asString()).isEqualTo("failure");
        assertThat(status.body().path("image_status")).hasToString("{\"status\":\"failure\"}");

        String next = submit();
        assertThat(handOut().body().path("id").asString())
                .as("the next compose is not held up")
                .isNotEqualTo(manifest.body().path("id").asString());
        assertThat(next).isNotEqualTo(compose);
        assertEvents(UUID.fromString(compose));
    }

    private static void assertEvents(UUID compose) {
        await().atMost(SOON)
                .until(() -> changes(EventLedger.read().compose(compose)).contains(ComposeChange.CANCELED));
        EventLedger ledger = EventLedger.read();
        assertThat(changes(ledger.compose(compose))).containsExactly(ComposeChange.QUEUED, ComposeChange.CANCELED);
        assertThat(ledger.compose(compose).getLast().getCause())
                .matches("a client, request \\w{27}: not needed any more");
        assertThat(ledger.jobsOf(Set.of(compose)))
                .hasSize(2)
                .allSatisfy(job -> assertThat(ledger.job(job))
                        .extracting(JobEvent::getChange)
                        .endsWith(JobChange.CANCELED)
                        .containsOnlyOnce(JobChange.CANCELED));
    }

    private static List<ComposeChange> changes(List<ComposeEvent> events) {
        return events.stream().map(ComposeEvent::getChange).toList();
    }

    private String submit() throws Exception {
        Answer answer = Json.post(composer, "/compose", ManyComposesTest.COMPOSE);
        assertThat(answer.status()).isEqualTo(201);
        return answer.body().path("id").asString();
    }

    private Answer handOut() throws Exception {
        Answer answer =
                Json.post(gateway, "/jobs", "{\"types\":[\"image-builder-manifest\",\"osbuild\"],\"arch\":\"x86_64\"}");
        assertThat(answer.status()).isEqualTo(201);
        return answer;
    }
}

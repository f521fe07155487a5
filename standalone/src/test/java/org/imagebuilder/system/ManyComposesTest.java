package org.imagebuilder.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.imagebuilder.events.ComposeChange;
import org.imagebuilder.events.ComposeEvent;
import org.imagebuilder.events.ComposeStatus;
import org.imagebuilder.events.JobChange;
import org.imagebuilder.events.JobEvent;
import org.imagebuilder.system.Json.Answer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The whole way, with many of everything at once. */
class ManyComposesTest {

    private static final int WORKERS = 32;
    private static final int SUBMITTERS = 4;

    static final String COMPOSE = """
            {"distribution":"rhel-9.6","image_request":{"architecture":"x86_64","image_type":"guest-image",
             "repositories":[{"baseurl":"https://repo.example.com/os/","rhsm":false}],
             "upload_options":{"region":"us-east-1"}},
             "customizations":{"packages":["tmux"]}}
            """;

    @Test
    @DisplayName("1,000 composes run by 32 workers all succeed, nothing is done twice, no event is missing")
    void oneOfEach() throws Exception {
        run(Cluster.start(1, 1, 1), 1_000);
    }

    @Test
    @DisplayName(
            "two composer services, two dispatchers and two gateways on one database and broker do the same with 200")
    void twoOfEach() throws Exception {
        run(Cluster.start(2, 2, 2), 200);
    }

    private static void run(Cluster cluster, int composes) throws Exception {
        HttpWorker.Sightings sightings = new HttpWorker.Sightings();
        Set<UUID> ids = ConcurrentHashMap.newKeySet();
        try (cluster;
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < WORKERS; i++) {
                // both loops at every gateway
                var _ = threads.submit(new HttpWorker(cluster.gateway(i / 2), i, sightings));
            }
            List<Future<?>> submitters = new ArrayList<>();
            for (int i = 0; i < SUBMITTERS; i++) {
                URI composer = cluster.composer(i);
                submitters.add(threads.submit(() -> submit(composer, composes / SUBMITTERS, ids)));
            }
            for (Future<?> submitter : submitters) {
                submitter.get();
            }
            assertThat(ids).hasSize(composes);
            await().atMost(Duration.ofMinutes(4))
                    .until(() -> sightings.handedOut.size() >= 2 * composes || !sightings.mistakes.isEmpty());
            assertThat(sightings.mistakes).isEmpty();
            assertAllSucceeded(cluster, ids);
            sightings.stop = true;
            assertNoEventIsMissing(ids, sightings);
            threads.shutdownNow();
        }
    }

    private static Void submit(URI composer, int count, Set<UUID> ids) throws Exception {
        for (int i = 0; i < count; i++) {
            Answer answer = Json.post(composer, "/compose", COMPOSE);
            assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
            ids.add(UUID.fromString(answer.body().path("id").asString()));
        }
        return null;
    }

    private static void assertAllSucceeded(Cluster cluster, Set<UUID> ids) {
        Set<UUID> open = new HashSet<>(ids);
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            int i = 0;
            for (UUID id : List.copyOf(open)) {
                Answer answer = Json.get(cluster.composer(i++), "/composes/" + id);
                switch (answer.body().path("status").asString()) {
                    case "success" -> open.remove(id);
                    case "pending" -> {}
                    default -> throw new AssertionError("compose " + id + ": " + answer);
                }
            }
            return open.isEmpty();
        });
    }

    private static void assertNoEventIsMissing(Set<UUID> composes, HttpWorker.Sightings sightings) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            EventLedger ledger = EventLedger.read();
            List<UUID> jobs = ledger.jobsOf(composes);
            assertThat(new HashSet<>(jobs)).hasSize(2 * composes.size());
            assertThat(sightings.handedOut.keySet())
                    .containsExactlyInAnyOrderElementsOf(
                            jobs.stream().map(UUID::toString).toList());
            for (UUID job : jobs) {
                assertThat(ledger.job(job))
                        .extracting(JobEvent::getChange)
                        .containsExactly(JobChange.QUEUED, JobChange.READY, JobChange.STARTED, JobChange.FINISHED);
            }
            for (UUID compose : composes) {
                assertThat(ledger.compose(compose))
                        .extracting(ComposeEvent::getChange)
                        .containsExactly(
                                ComposeChange.QUEUED,
                                ComposeChange.READY,
                                ComposeChange.STARTED,
                                ComposeChange.FINISHED);
                assertThat(ledger.compose(compose).getLast().getStatus()).isEqualTo(ComposeStatus.SUCCESS);
            }
        });
    }
}

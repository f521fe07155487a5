package org.imagebuilder.composer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.imagebuilder.composer.Work.Koji;
import org.imagebuilder.events.ComposeEvent;
import org.imagebuilder.events.EventCodec;
import org.imagebuilder.queue.JobState;
import org.imagebuilder.queue.Jobs;
import org.imagebuilder.queue.NewJob;
import org.imagebuilder.queue.outbox.KafkaClients;
import org.imagebuilder.queue.outbox.Topics;
import org.imagebuilder.testsupport.TestKafka;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DeletionTest {

    private final Jobs jobs = new Jobs(RunningService.statements());

    private final NewJob manifest = Work.job("image-builder-manifest");
    private final NewJob build = Work.job("osbuild:x86_64", manifest);
    private final UUID id = Work.compose("", manifest, build);

    @Test
    @DisplayName("C25 a compose that has ended is deleted with its jobs, where no files are kept, too")
    void ended() {
        Work.finish(manifest, "{}");
        Work.finish(build, "{}");

        HttpResponse<String> answer = delete(id);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"href\":\"/api/image-builder-composer/v2/composes/" + id + "\",\"id\":\"" + id
                        + "\",\"kind\":\"ComposeDeleteStatus\"}\n");
        assertThat(jobs.find(manifest.id())).isEmpty();
        assertThat(RunningService.get("/composes/" + id).path("id").asString()).isEqualTo("15");
        assertError(delete(id), 404, "15", "");
    }

    @Test
    @DisplayName("C25 a compose that has not ended stays")
    void running() {
        assertError(delete(id), 400, "1023", "it has not ended; cancel it first, or wait");
        Work.start(manifest.id());
        assertError(delete(id), 400, "1023", "it has not ended; cancel it first, or wait");
        assertThat(jobs.find(id).orElseThrow().state()).isEqualTo(JobState.PENDING);
    }

    @Test
    @DisplayName("C25 Q45 a cancelled koji compose, and with it all of its jobs")
    void koji() {
        Koji koji = Koji.stored();
        koji.all().forEach(job -> Work.cancel(job.id()));
        assertThat(delete(koji.id()).statusCode()).isEqualTo(200);
        assertThat(koji.all()).allSatisfy(job -> assertThat(jobs.find(job.id())).isEmpty());
    }

    @Test
    @DisplayName("Q46 what other jobs depend on stays, and the answer says why")
    void needed() {
        Work.finish(manifest, "{}");
        assertError(delete(manifest.id()), 400, "1023", "other jobs depend on it");
        Work.finish(build, "{}");
        NewJob copy = Work.job("aws-ec2-copy", build);
        Work.store("", null, copy);
        assertError(delete(id), 400, "1023", "other jobs depend on it");

        Work.finish(copy, "{}");
        assertThat(delete(copy.id()).statusCode()).as("any job may be deleted").isEqualTo(200);
        assertThat(jobs.find(id)).as("goes with the last that needed it").isEmpty();
    }

    @Test
    void the_event_says_who_deleted() {
        Work.cancel(manifest.id());
        Work.cancel(id);
        RunningService.send(RunningService.request("/composes/" + id)
                .header("X-External-Id", "ticket-9")
                .DELETE()
                .build());
        try (KafkaConsumer<byte[], byte[]> events =
                new KafkaClients(Map.of("bootstrap.servers", TestKafka.bootstrapServers())).reader()) {
            List<TopicPartition> partitions = events.partitionsFor(Topics.COMPOSE_EVENTS).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            events.assign(partitions);
            events.seekToBeginning(partitions);
            List<ComposeEvent> read = new ArrayList<>();
            await().until(() -> {
                events.poll(Duration.ofMillis(100))
                        .forEach(event -> read.add(EventCodec.COMPOSE.decode(event.value())));
                return read.stream().anyMatch(this::isDeletion);
            });
            assertThat(read.stream().filter(this::isDeletion))
                    .extracting(ComposeEvent::getCause)
                    .containsOnly("a client, request ticket-9");
        }
    }

    private boolean isDeletion(ComposeEvent event) {
        return event.getComposeId().equals(id) && event.getChange().name().equals("DELETED");
    }

    private static HttpResponse<String> delete(UUID compose) {
        return RunningService.send(
                RunningService.request("/composes/" + compose).DELETE().build());
    }

    private static void assertError(HttpResponse<String> answer, int status, String error, String details) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(RunningService.json(answer).path("id").asString()).isEqualTo(error);
        assertThat(RunningService.json(answer).path("details").asString()).isEqualTo(details);
    }
}

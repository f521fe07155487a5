package org.imagebuilder.queue.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.imagebuilder.events.ComposeChange;
import org.imagebuilder.events.ComposeEvent;
import org.imagebuilder.events.ComposeStatus;
import org.imagebuilder.events.EventCodec;
import org.imagebuilder.events.JobChange;
import org.imagebuilder.events.JobEvent;
import org.imagebuilder.events.JobFailure;
import org.imagebuilder.events.JobReady;
import org.imagebuilder.events.JobState;
import org.imagebuilder.events.WorkerChange;
import org.imagebuilder.events.WorkerEvent;
import org.imagebuilder.queue.ClaimedJob;
import org.imagebuilder.queue.Failure;
import org.imagebuilder.queue.Ids;
import org.imagebuilder.queue.JobGraph;
import org.imagebuilder.queue.NewCompose;
import org.imagebuilder.queue.NewJob;
import org.imagebuilder.queue.Origin;
import org.imagebuilder.queue.Outcome;
import org.imagebuilder.queue.QueueFixture;
import org.imagebuilder.queue.RawJson;
import org.imagebuilder.queue.Retention;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What event consumers see. */
class EventTest {

    private static final String SECRET = "s3cr3t-activation-key";
    private static final String SECRETIVE = "{\"password\": \"" + SECRET + "\"}";

    @AutoClose
    private final QueueFixture queue = new QueueFixture();

    private final EventReader events = new EventReader(queue.clients);

    /** A compose of one job that a registered worker fails, with secrets wherever they can be. */
    private UUID failedCompose(UUID worker) {
        UUID id = Ids.next();
        NewCompose compose = new NewCompose(id, SECRETIVE, "fedora-43", "x86_64", "guest-image");
        NewJob job = new NewJob(id, "osbuild:x86_64", SECRETIVE, List.of());
        queue.submissions.enqueue(new JobGraph(queue.channel, compose, List.of(job), new Origin("abc", "my-op")));
        ClaimedJob claimed = queue.handOuts.claim(id, null, worker).orElseThrow();
        queue.results.progress(claimed.handle(), RawJson.of(SECRETIVE), SECRETIVE);
        queue.results.finish(
                claimed.handle(), RawJson.of(SECRETIVE), Outcome.failed(SECRETIVE, new Failure(10, "it broke")));
        await().until(() -> queue.count("outbox") == 0);
        return id;
    }

    @Test
    @DisplayName("events carry the CloudEvents attributes and decode to what happened")
    void jobAndComposeEvents() {
        UUID worker = queue.workers.register(queue.channel, "x86_64");
        UUID compose = failedCompose(worker);

        ConsumerRecord<byte[], byte[]> record =
                events.read(Topics.JOB_EVENTS, compose).getLast();
        JobEvent job = EventCodec.JOB.decode(record.value());
        assertThat(job)
                .isEqualTo(new JobEvent(
                        job.getEventId(),
                        queue.clock.instant(),
                        compose,
                        compose,
                        queue.channel,
                        "osbuild",
                        "x86_64",
                        JobChange.FINISHED,
                        JobState.RUNNING,
                        JobState.FINISHED,
                        1,
                        worker,
                        new JobFailure(10, "it broke"),
                        null,
                        "abc",
                        "my-op"));
        assertThat(EventReader.header(record, "ce_specversion")).isEqualTo("1.0");
        assertThat(EventReader.header(record, "ce_id"))
                .isEqualTo(job.getEventId().toString());
        assertThat(EventReader.header(record, "ce_type")).isEqualTo("org.imagebuilder.job.finished");
        assertThat(EventReader.header(record, "ce_source")).isEqualTo("/imagebuilder/test");
        assertThat(EventReader.header(record, "ce_subject")).isEqualTo(compose.toString());
        assertThat(EventReader.header(record, "ce_time"))
                .isEqualTo(queue.clock.instant().toString());
        assertThat(EventReader.header(record, "content-type")).isEqualTo("avro/binary");

        ConsumerRecord<byte[], byte[]> last =
                events.read(Topics.COMPOSE_EVENTS, compose).getLast();
        ComposeEvent ended = EventCodec.COMPOSE.decode(last.value());
        assertThat(ended.getChange()).isEqualTo(ComposeChange.FINISHED);
        assertThat(ended.getPreviousStatus()).isEqualTo(ComposeStatus.BUILDING);
        assertThat(ended.getStatus()).isEqualTo(ComposeStatus.FAILURE);
        assertThat(ended.getDistribution()).isEqualTo("fedora-43");
        assertThat(ended.getImageType()).isEqualTo("guest-image");
        assertThat(EventReader.header(last, "ce_type")).isEqualTo("org.imagebuilder.compose.finished");
    }

    @Test
    @DisplayName("the last event of a compose is that of its deletion, with the status it ended with")
    void deletedCompose() {
        UUID compose = failedCompose(queue.workers.register(queue.channel, "x86_64"));
        queue.clock.advance(Duration.ofDays(14));
        queue.retention.removeComposes(Retention.Position.START, 100);
        await().until(() -> queue.count("outbox") == 0);

        ConsumerRecord<byte[], byte[]> last =
                events.read(Topics.COMPOSE_EVENTS, compose).getLast();
        ComposeEvent deleted = EventCodec.COMPOSE.decode(last.value());
        assertThat(deleted.getChange()).isEqualTo(ComposeChange.DELETED);
        assertThat(deleted.getPreviousStatus()).isEqualTo(ComposeStatus.FAILURE);
        assertThat(deleted.getStatus()).isEqualTo(ComposeStatus.FAILURE);
        assertThat(deleted.getCause()).isEqualTo("retention");
        assertThat(deleted.getImageType()).isEqualTo("guest-image");
        assertThat(EventReader.header(last, "ce_type")).isEqualTo("org.imagebuilder.compose.deleted");
        JobEvent job = EventCodec.JOB.decode(
                events.read(Topics.JOB_EVENTS, compose).getLast().value());
        assertThat(job.getChange()).isEqualTo(JobChange.DELETED);
        assertThat(job.getPreviousState()).isEqualTo(JobState.FINISHED);
    }

    @Test
    @DisplayName("lane records are references, and workers have events of their own")
    void laneRecordsAndWorkerEvents() {
        UUID worker = queue.workers.register(queue.channel, "x86_64");
        UUID compose = failedCompose(worker);
        queue.workers.removeSilent(Duration.ZERO, "silent");
        await().until(() -> queue.count("outbox") == 0);

        var reference = events.read(queue.lane("osbuild:x86_64").topic(), compose);
        JobReady ready = EventCodec.READY.decode(reference.getFirst().value());
        assertThat(ready.getJobId()).isEqualTo(compose);
        assertThat(ready.getAttempt()).isZero();
        List<WorkerEvent> ofWorker = events.read(Topics.WORKER_EVENTS, worker).stream()
                .map(record -> EventCodec.WORKER.decode(record.value()))
                .toList();
        assertThat(ofWorker)
                .extracting(WorkerEvent::getChange)
                .containsExactly(WorkerChange.REGISTERED, WorkerChange.REMOVED);
        assertThat(ofWorker.getLast().getCause()).isEqualTo("silent");
    }

    @Test
    @DisplayName("neither arguments nor results nor the request ever get into an event")
    void noSecrets() {
        UUID compose = failedCompose(queue.workers.register(queue.channel, "x86_64"));

        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>(events.read(Topics.JOB_EVENTS, compose));
        all.addAll(events.read(Topics.COMPOSE_EVENTS, compose));
        all.addAll(events.read(queue.lane("osbuild:x86_64").topic(), compose));

        assertThat(all).hasSize(9).allSatisfy(record -> {
            assertThat(text(record.value())).doesNotContain(SECRET, "password");
            assertThat(record.headers())
                    .allSatisfy(header -> assertThat(text(header.value())).doesNotContain(SECRET, "password"));
        });
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}

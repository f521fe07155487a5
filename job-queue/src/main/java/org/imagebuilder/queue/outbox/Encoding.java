package org.imagebuilder.queue.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.imagebuilder.events.ComposeChange;
import org.imagebuilder.events.ComposeEvent;
import org.imagebuilder.events.ComposeFailure;
import org.imagebuilder.events.ComposeStatus;
import org.imagebuilder.events.EventCodec;
import org.imagebuilder.events.JobChange;
import org.imagebuilder.events.JobEvent;
import org.imagebuilder.events.JobFailure;
import org.imagebuilder.events.JobReady;
import org.imagebuilder.events.JobState;
import org.imagebuilder.events.WorkerChange;
import org.imagebuilder.events.WorkerEvent;
import org.imagebuilder.queue.lanes.Lane;
import org.jspecify.annotations.Nullable;

/** Outbox rows as Kafka records: Avro values, CloudEvents attributes as headers. */
final class Encoding {

    private final String source;

    /** @param source the CloudEvents source: which service says so */
    Encoding(String source) {
        this.source = source;
    }

    ProducerRecord<byte[], byte[]> encode(OutboxRow row) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic(row), utf8(row.key().toString()), value(row));
        header(record, "ce_specversion", "1.0");
        header(record, "ce_id", row.eventId().toString());
        header(record, "ce_source", source);
        header(record, "ce_type", type(row));
        header(record, "ce_time", row.occurredAt().toString());
        header(record, "ce_subject", subject(row).toString());
        header(record, "content-type", "avro/binary");
        return record;
    }

    static String topic(OutboxRow row) {
        return switch (row.kind()) {
            case JOB -> Topics.JOB_EVENTS;
            case COMPOSE -> Topics.COMPOSE_EVENTS;
            case WORKER -> Topics.WORKER_EVENTS;
            case READY -> new Lane(row.channel(), Objects.requireNonNull(row.type())).topic();
        };
    }

    private static byte[] value(OutboxRow row) {
        return switch (row.kind()) {
            case JOB -> EventCodec.JOB.encode(job(row));
            case COMPOSE -> EventCodec.COMPOSE.encode(compose(row));
            case WORKER -> EventCodec.WORKER.encode(worker(row));
            case READY -> EventCodec.READY.encode(ready(row));
        };
    }

    private static JobEvent job(OutboxRow row) {
        String[] type = Objects.requireNonNull(row.type()).split(":", 2);
        Integer error = row.errorId();
        return new JobEvent(
                row.eventId(),
                row.occurredAt(),
                Objects.requireNonNull(row.jobId()),
                row.composeId(),
                row.channel(),
                type[0],
                type.length > 1 ? type[1] : null,
                JobChange.valueOf(row.change()),
                row.previousState() == null ? null : JobState.valueOf(row.previousState()),
                JobState.valueOf(Objects.requireNonNull(row.state())),
                row.attempt(),
                row.workerId(),
                error == null ? null : new JobFailure(error, row.errorReason()),
                row.cause(),
                row.traceId(),
                row.correlationId());
    }

    private static ComposeEvent compose(OutboxRow row) {
        Integer error = row.errorId();
        return new ComposeEvent(
                row.eventId(),
                row.occurredAt(),
                row.key(),
                row.channel(),
                ComposeChange.valueOf(row.change()),
                row.previousState() == null ? null : status(row.previousState(), error),
                status(Objects.requireNonNull(row.state()), error),
                row.distribution(),
                row.architecture(),
                row.imageType(),
                row.attempt(),
                row.workerId(),
                error == null ? null : new ComposeFailure(error, row.errorReason()),
                row.cause(),
                row.traceId(),
                row.correlationId());
    }

    private static ComposeStatus status(String state, @Nullable Integer error) {
        return switch (org.imagebuilder.queue.JobState.valueOf(state)) {
            case PENDING, READY -> ComposeStatus.PENDING;
            case RUNNING -> ComposeStatus.BUILDING;
            case FINISHED -> error == null ? ComposeStatus.SUCCESS : ComposeStatus.FAILURE;
            case CANCELED -> ComposeStatus.CANCELED;
        };
    }

    private static WorkerEvent worker(OutboxRow row) {
        return new WorkerEvent(
                row.eventId(),
                row.occurredAt(),
                row.key(),
                row.channel(),
                row.architecture(),
                WorkerChange.valueOf(row.change()),
                row.cause());
    }

    private static JobReady ready(OutboxRow row) {
        Instant at = row.occurredAt();
        return new JobReady(row.eventId(), at, row.key(), row.composeId(), row.attempt(), row.traceId());
    }

    private static String type(OutboxRow row) {
        String subject = switch (row.kind()) {
            case JOB -> "job";
            case COMPOSE -> "compose";
            case WORKER -> "worker";
            case READY -> "lane";
        };
        return "org.imagebuilder." + subject + '.' + row.change().toLowerCase(Locale.ROOT);
    }

    private static UUID subject(OutboxRow row) {
        UUID job = row.jobId();
        return row.kind() == OutboxRow.Kind.JOB && job != null ? job : row.key();
    }

    private static void header(ProducerRecord<?, ?> record, String name, String value) {
        record.headers().add(name, utf8(value));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package org.imagebuilder.standalone.events;

import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.imagebuilder.events.ComposeEvent;
import org.imagebuilder.events.EventCodec;
import org.imagebuilder.events.JobEvent;
import org.imagebuilder.events.WorkerChange;
import org.imagebuilder.events.WorkerEvent;
import org.jspecify.annotations.Nullable;

/** Turns the records of the event topics into words. */
final class EventTexts {

    static final String COMPOSES = "imagebuilder.compose-events";
    static final String JOBS = "imagebuilder.job-events";
    static final String WORKERS = "imagebuilder.worker-events";

    private EventTexts() {}

    static Event read(ConsumerRecord<byte[], byte[]> message) {
        return switch (message.topic()) {
            case COMPOSES -> compose(EventCodec.COMPOSE.decode(message.value()));
            case JOBS -> job(EventCodec.JOB.decode(message.value()));
            case WORKERS -> worker(EventCodec.WORKER.decode(message.value()));
            default -> throw new IllegalArgumentException("not a topic of events: " + message.topic());
        };
    }

    private static Event compose(ComposeEvent event) {
        String error = event.getError() == null
                ? ""
                : failure(event.getError().getId(), event.getError().getReason());
        return new Event(
                event.getOccurredAt(),
                Event.COMPOSE,
                String.valueOf(event.getComposeId()),
                change(event.getChange(), event.getPreviousStatus(), event.getStatus()) + error,
                ended(event.getChange()));
    }

    private static Event job(JobEvent event) {
        String error = event.getError() == null
                ? ""
                : failure(event.getError().getId(), event.getError().getReason());
        String type = event.getArchitecture() == null
                ? event.getJobType()
                : event.getJobType() + ":" + event.getArchitecture();
        return new Event(
                event.getOccurredAt(),
                "job",
                type,
                change(event.getChange(), event.getPreviousState(), event.getState()) + error,
                ended(event.getChange()));
    }

    private static Event worker(WorkerEvent event) {
        return new Event(
                event.getOccurredAt(),
                "worker",
                String.valueOf(event.getWorkerId()),
                word(event.getChange()) + " (" + event.getArchitecture() + ")",
                event.getChange() == WorkerChange.REMOVED);
    }

    private static boolean ended(Enum<?> change) {
        return change.name().equals("FINISHED") || change.name().equals("CANCELED");
    }

    private static String change(Enum<?> change, @Nullable Enum<?> before, Enum<?> after) {
        String path = before == null ? after.name() : before + " -> " + after;
        return "%-12s %s".formatted(word(change), path);
    }

    private static String failure(int id, String reason) {
        return " error " + id + ": " + reason;
    }

    private static String word(Enum<?> change) {
        return change.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

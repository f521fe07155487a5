package org.imagebuilder.queue.outbox;

import java.util.List;
import org.imagebuilder.queue.Publication;

/** Brings stored events to Kafka. */
@FunctionalInterface
public interface EventPublisher {

    /** Starts publishing rows that are committed; they are deleted from the outbox once the broker has them. */
    Publication publish(List<OutboxRow> rows);
}

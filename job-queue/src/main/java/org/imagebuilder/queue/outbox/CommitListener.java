package org.imagebuilder.queue.outbox;

import java.util.List;

/** Is told of changes that are committed. */
@FunctionalInterface
public interface CommitListener {

    /**
     * Never waits for Kafka, and never fails: whatever comes of it, the change is made, and stands in the outbox.
     *
     * @param rows what the change has put into the outbox: events of jobs and references, in their order; of claims and
     *     workers nothing
     */
    void committed(List<OutboxRow> rows);
}

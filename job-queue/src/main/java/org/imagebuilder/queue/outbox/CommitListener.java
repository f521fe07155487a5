package org.imagebuilder.queue.outbox;

import java.util.List;

/** Is told of changes that are committed. */
@FunctionalInterface
public interface CommitListener {

    /**
     * Never waits for Kafka, and never fails: whatever comes of it, the change is made, and stands in the outbox.
     *
     * @param rows what the change has put into the outbox, in their order: events of jobs and references at least; claims
     *     and changes of workers are not told
     */
    void committed(List<OutboxRow> rows);
}

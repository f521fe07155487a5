package org.imagebuilder.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FinishedJobsTest {

    @AutoClose
    private final QueueFixture queue = new QueueFixture();

    private final FinishedJobs finished = new FinishedJobs(queue.statements);

    @Test
    @DisplayName("Q22 of the jobs that need a job, those of one type that have succeeded, with their digests")
    void dependents() {
        UUID job = queue.enqueue("osbuild:x86_64");
        UUID first = queue.enqueue("copy", job);
        UUID second = queue.enqueue("copy", job);
        UUID failed = queue.enqueue("copy", job);
        UUID canceled = queue.enqueue("copy", job);
        UUID ofAnotherType = queue.enqueue("share", job);
        queue.enqueue("copy", job); // still waits
        UUID indirect = queue.enqueue("copy", ofAnotherType);
        queue.succeed(job);
        queue.succeed(second);
        queue.succeed(first);
        queue.fail(failed);
        queue.cancel(canceled);
        queue.succeed(ofAnotherType);
        queue.succeed(indirect);

        assertThat(finished.succeededDependents(UUID.randomUUID(), "copy")).isEmpty();
        assertThat(finished.succeededDependents(job, "copy"))
                .extracting(JobSnapshot::id, JobSnapshot::digest)
                .containsExactly(tuple(first, "{}"), tuple(second, "{}"));
    }
}

package org.imagebuilder.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EnqueueTest {

    @AutoClose
    private final QueueFixture queue = new QueueFixture();

    @Test
    @DisplayName("Q1 arguments that are no JSON are refused, and nothing of their graph is stored")
    void argumentsMustBeJson() {
        assertThatThrownBy(() -> queue.compose(job("manifest", "{}"), job("osbuild:x86_64", "{\"half\": ")))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(queue.count("job")).isZero();
        assertThat(queue.count("compose")).isZero();
        assertThat(queue.count("outbox")).isZero();
    }

    @Test
    @DisplayName("Q2 an unknown dependency is refused, and nothing of its graph is stored")
    void dependenciesMustExist() {
        NewJob known = job("manifest", "{}");
        NewJob orphan = new NewJob(Ids.next(), "osbuild:x86_64", "{}", List.of(known.id(), UUID.randomUUID()));

        assertThatThrownBy(() -> queue.compose(known, orphan)).isInstanceOf(UnknownDependencyException.class);

        assertThat(queue.count("job")).isZero();
        assertThat(queue.count("compose")).isZero();
        assertThat(queue.count("outbox")).isZero();
    }

    @Test
    @DisplayName("Q3 absent arguments are stored and handed out as JSON null")
    void absentArgumentsAreNull() {
        UUID job = queue.enqueue("depsolve");

        assertThat(queue.jobs.payload(job)).contains(new Jobs.Payload("null", null));
        assertThat(queue.claim(job).arguments()).isEqualTo(RawJson.of("null"));
    }

    @Test
    @DisplayName("Q4 what a job was given reads the same before hand-out, after it, and after the finish")
    void whatAJobWasGivenNeverChanges() {
        // stronger than asked for: the very same text, since the column is json and not jsonb
        String arguments = "{\"b\": 1.50, \"a\": [null, \"\\u00e9\"], \"b\": 2}";
        UUID first = queue.enqueue("depsolve");
        UUID second = queue.enqueue("depsolve");
        NewJob job = new NewJob(Ids.next(), "osbuild:aarch64", arguments, List.of(second, first));
        queue.store(queue.channel, job);

        assertUnchanged(job);
        queue.succeed(first);
        queue.succeed(second);
        ClaimedJob claimed = queue.claim(job.id());
        assertThat(claimed.arguments()).isEqualTo(RawJson.of(arguments));
        assertUnchanged(job);
        queue.finish(claimed);
        assertUnchanged(job);
    }

    private void assertUnchanged(NewJob job) {
        JobSnapshot read = queue.job(job.id());
        assertThat(read.type()).isEqualTo(job.type());
        assertThat(read.channel()).isEqualTo(queue.channel);
        assertThat(read.dependencies()).isEqualTo(job.dependencies());
        assertThat(queue.jobs.payload(job.id()))
                .get()
                .extracting(Jobs.Payload::arguments)
                .isEqualTo(job.arguments());
    }

    /** The queue answers "no such job" with an empty answer; each API has its own error for it. */
    @Test
    @DisplayName("Q5 of an unknown job there is nothing to read")
    void anUnknownJobReadsAsNothing() {
        UUID unknown = UUID.randomUUID();

        assertThat(queue.jobs.find(unknown)).isEmpty();
        assertThat(queue.jobs.withDependencies(unknown)).isEmpty();
        assertThat(queue.jobs.payload(unknown)).isEmpty();
    }

    @Test
    @DisplayName("Q33 arguments with an escaped NUL character are refused, with an escaped backslash before it taken")
    void nulInArgumentsIsRefused() {
        assertThatThrownBy(() -> queue.compose(job("depsolve", "{\"name\": \"a\\u0000\"}")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> queue.compose(job("depsolve", "{\"\\\\\\u0000\": 1}")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(queue.count("job")).isZero();

        UUID harmless = queue.compose(job("depsolve", "{\"name\": \"\\\\u0000\"}"));
        assertThat(queue.claim(harmless).arguments()).isEqualTo(RawJson.of("{\"name\": \"\\\\u0000\"}"));
    }

    private static NewJob job(String type, String arguments) {
        return new NewJob(Ids.next(), type, arguments, List.of());
    }
}

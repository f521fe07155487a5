package org.imagebuilder.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.imagebuilder.queue.Payloads.Sized;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PayloadsTest {

    private static final String RESULT = "{ \"grün\":  \"\\u0000🌱\" }";

    @AutoClose
    private final QueueFixture queue = new QueueFixture();

    private final Payloads payloads = new Payloads(queue.statements);

    @Test
    @DisplayName("Q32 a result is read as the bytes it came in, unless there are more of them than fit")
    void results() {
        UUID job = queue.enqueue("depsolve");
        UUID other = queue.enqueue("depsolve");
        assertThat(payloads.result(job, 0)).contains(new Sized(0, null));
        assertThat(payloads.largestResult(List.of(job, other))).isZero();
        RawJson result = RawJson.of(RESULT);
        queue.results.progress(queue.claim(job).handle(), result, "{}");

        assertThat(payloads.largestResult(List.of(other, job))).isEqualTo(result.length());
        assertThat(payloads.result(job, result.length())).contains(new Sized(result.length(), result));
        assertThat(payloads.result(job, result.length() - 1)).contains(new Sized(result.length(), null));
    }

    @Test
    @DisplayName("Q3 arguments are read as they are stored")
    void arguments() {
        NewJob job = new NewJob(Ids.next(), "depsolve", "{\"a\":  1}", List.of());
        queue.store(queue.channel, job);

        assertThat(payloads.arguments(job.id())).contains(RawJson.of("{\"a\":  1}"));
        assertThat(payloads.arguments(queue.enqueue("depsolve"))).contains(RawJson.of("null"));
    }

    @Test
    @DisplayName("Q5 an unknown job has neither arguments nor result")
    void unknown() {
        UUID unknown = UUID.randomUUID();
        assertThat(payloads.arguments(unknown)).isEmpty();
        assertThat(payloads.result(unknown, 0)).isEmpty();
        assertThat(payloads.largestResult(List.of(unknown))).isZero();
    }
}

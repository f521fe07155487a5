package org.imagebuilder.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.UUID;
import org.imagebuilder.gateway.Worker.Answer;
import org.imagebuilder.queue.JobState;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@Gateway
@TestPropertySource(
        properties = {"imagebuilder.gateway.max-body-size=24MB", "imagebuilder.gateway.bodies-in-memory=24MB"})
class LargeResultTest {

    @Autowired
    Worker worker;

    @Autowired
    Queue queue;

    @Test
    void a_large_result_is_stored_and_handed_on_to_the_last_byte() {
        String result = "{ \"grün\" : \"🌱\\u0000\\/\",\r\n\t\"log\": \"%s\", \"n\": 1.50e+3 }"
                .formatted("ß\\n".repeat(5_000_000));
        UUID first = queue.submit("depsolve", "{}");
        Answer handOut = worker.take("x86_64", "depsolve");
        UUID second = queue.submit("search-packages", "{}", first);

        assertThat(worker.patch(worker.pathOf(handOut), "{\"result\":  " + result + "  }")
                        .status())
                .isEqualTo(200);
        queue.moveOn(first);

        assertThat(queue.resultOf(first)).isEqualTo(result);
        String job = worker.take("x86_64", "search-packages").raw().body();
        assertThat(job).contains("\"id\":\"" + second + "\"").endsWith(",\"dynamic_args\":[" + result + "]}\n");
    }

    @Test
    void who_sends_far_too_much_before_reading_can_read_the_refusal() throws IOException {
        queue.submit("koji-finalize", "{}");
        Answer handOut = worker.take("x86_64", "koji-finalize");
        UUID job = UUID.fromString(handOut.text("/id"));
        try (RawClient client = new RawClient(worker.port())) {
            client.post(
                    "PATCH " + worker.base() + worker.pathOf(handOut) + " HTTP/1.1",
                    "{\"result\":\"" + "x".repeat(40_000_000) + "\"}");
            RawClient.Answer refused = client.read();

            assertThat(refused.status()).isEqualTo(413);
            assertThat(refused.body()).contains("The body is larger than 25165824 bytes");
        }
        assertThat(queue.stateOf(job)).isEqualTo(JobState.RUNNING);
    }
}

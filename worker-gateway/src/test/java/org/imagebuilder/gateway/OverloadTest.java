package org.imagebuilder.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.imagebuilder.queue.JobState;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** Whoever comes when there is no room gets an answer at once. */
@Gateway
@TestPropertySource(
        properties = {
            "imagebuilder.gateway.max-waiting-polls=3",
            "imagebuilder.gateway.max-connections=20",
            "imagebuilder.gateway.request-job-timeout=20s"
        })
class OverloadTest {

    @Autowired
    Worker worker;

    @Autowired
    Queue queue;

    @Autowired
    MeterRegistry meters;

    @Test
    void a_poll_too_many_is_sent_away_and_takes_no_job() throws IOException {
        List<RawClient> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            RawClient client = new RawClient(worker.port());
            client.poll(worker.base(), "file-resolve");
            waiting.add(client);
        }
        Awaitility.await().until(() -> waitingPolls() == 3);
        UUID job = queue.submit("ostree-resolve", "{}");
        double before = refused("poll");
        try (RawClient client = new RawClient(worker.port())) {
            client.poll(worker.base(), "ostree-resolve");
            assertRefusal(client.read());
        }
        assertThat(refused("poll")).isEqualTo(before + 1);
        assertThat(waitingPolls()).isEqualTo(3);
        assertThat(queue.stateOf(job)).isEqualTo(JobState.READY);
        for (RawClient client : waiting) {
            client.close();
        }
        Awaitility.await().until(() -> waitingPolls() == 0);

        assertThat(worker.take("x86_64", "ostree-resolve").text("/id")).isEqualTo(job.toString());
        assertThat(queue.job(job).attempt()).isEqualTo(1);
    }

    @Test
    void a_connection_too_many_is_told_so_and_closed_while_the_others_go_on() throws IOException {
        List<RawClient> connected = new ArrayList<>();
        try {
            RawClient.Answer answer;
            do {
                RawClient next = new RawClient(worker.port());
                connected.add(next);
                answer = status(next);
            } while (answer.status() == 200 && connected.size() <= 21);

            assertRefusal(answer);
            assertThat(answer.headers()).containsEntry("connection", "close");
            assertThat(connected.removeLast().isAtEnd()).isTrue();
            assertThat(refused("connection")).isPositive();
            assertThat(status(connected.getFirst()).status()).isEqualTo(200);
        } finally {
            for (RawClient client : connected) {
                client.close();
            }
        }
        Awaitility.await().until(() -> open() < 20);
        try (RawClient again = new RawClient(worker.port())) {
            assertThat(status(again).status()).isEqualTo(200);
        }
    }

    private RawClient.Answer status(RawClient client) throws IOException {
        client.send("GET " + worker.base() + "/status HTTP/1.1\r\nHost: localhost\r\n\r\n");
        return client.read();
    }

    private static void assertRefusal(RawClient.Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers()).containsKey("retry-after");
        assertThat(JsonMapper.shared().readTree(answer.body()).path("kind").asString())
                .isEqualTo("Error");
    }

    private double waitingPolls() {
        return meters.get("imagebuilder.gateway.waiting.polls").gauge().value();
    }

    private double open() {
        return meters.get("imagebuilder.gateway.open.connections").gauge().value();
    }

    private double refused(String what) {
        return meters.get("imagebuilder.gateway.refused")
                .tag("what", what)
                .counter()
                .count();
    }
}

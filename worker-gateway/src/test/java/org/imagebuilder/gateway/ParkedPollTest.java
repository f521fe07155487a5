package org.imagebuilder.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.management.JMException;
import javax.management.ObjectName;
import org.awaitility.Awaitility;
import org.imagebuilder.queue.JobState;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A poll that waits is no request any more to the HTTP server; its client must not notice. */
@Gateway
class ParkedPollTest {

    private static final int KEPT_PROCESSORS = 32;

    @Autowired
    Worker worker;

    @Autowired
    Queue queue;

    @Autowired
    MeterRegistry meters;

    @Test
    void a_connection_serves_one_poll_after_the_other_and_other_requests_between() throws IOException {
        try (RawClient client = new RawClient(worker.port())) {
            for (int i = 0; i < 2; i++) {
                client.poll(worker.base(), "koji-finalize");
                RawClient.Answer nothing = client.read();
                assertThat(nothing.status()).isEqualTo(204);
                assertThat(nothing.headers())
                        .containsKey("date")
                        .containsEntry("content-type", "application/json")
                        .doesNotContainKeys("connection", "content-length", "transfer-encoding");
                client.send("GET " + worker.base() + "/status HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertThat(client.read().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void connections_keep_nothing_of_the_requests_that_came_on_them() throws Exception {
        String body = "{\"arch\":\"x86_64\",\"types\":[\"koji-finalize\"]}";
        List<RawClient> clients = new ArrayList<>();
        try {
            long before = liveProcessors();
            for (int i = 0; i < 3 * KEPT_PROCESSORS; i++) {
                RawClient client = new RawClient(worker.port());
                clients.add(client);
                client.send("POST " + worker.base() + "/jobs HTTP/1.1\r\nHost: localhost\r\n"
                        + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n");
            }
            Awaitility.await()
                    .untilAsserted(() -> assertThat(liveProcessors())
                            .as("all are being served")
                            .isGreaterThan(before + KEPT_PROCESSORS));
            for (RawClient client : clients) {
                client.send(body);
            }
            for (RawClient client : clients) {
                assertThat(client.read().status()).isEqualTo(204);
            }

            assertThat(liveProcessors() - before).isLessThanOrEqualTo(KEPT_PROCESSORS);
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    /** What serves a request, in all servers of this process. */
    private static long liveProcessors() throws JMException {
        Object histogram = ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        return histogram
                .toString()
                .lines()
                .filter(line -> line.matches(".*[.]ParkingProcessor( .*)?"))
                .mapToLong(line -> Long.parseLong(line.strip().split("\\s+", -1)[1]))
                .sum();
    }

    @Test
    void a_client_that_wants_the_connection_closed_gets_its_answer_first() throws IOException {
        try (RawClient client = new RawClient(worker.port())) {
            client.poll(worker.base(), "koji-finalize", "Connection: close");

            RawClient.Answer nothing = client.read();
            assertThat(nothing.status()).isEqualTo(204);
            assertThat(nothing.headers()).containsEntry("connection", "close");
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void an_old_proxy_gets_a_job_to_the_end_of_the_connection() throws IOException {
        queue.submit("koji-init", "{\"name\":\"" + "x".repeat(100_000) + "\"}");
        RawClient.Answer job = Awaitility.await().until(() -> pollByOldProxy("koji-init"), a -> a.status() == 201);

        assertThat(job.headers()).doesNotContainKey("transfer-encoding").containsEntry("connection", "close");
        assertThat(job.body()).contains("x".repeat(100_000) + "\"}").endsWith("}\n");
    }

    private RawClient.Answer pollByOldProxy(String type) throws IOException {
        try (RawClient client = new RawClient(worker.port())) {
            client.post(
                    "POST " + worker.base() + "/jobs HTTP/1.0", "{\"arch\":\"x86_64\",\"types\":[\"" + type + "\"]}");
            return client.read();
        }
    }

    @Test
    void a_client_that_does_not_wait_for_its_answer_loses_the_connection_and_no_job() throws IOException {
        UUID earlier = queue.submit("aws-ec2-share", "{}");
        assertThat(worker.take("x86_64", "aws-ec2-share").text("/id")).isEqualTo(earlier.toString());
        try (RawClient client = new RawClient(worker.port())) {
            client.poll(worker.base(), "aws-ec2-share");
            client.poll(worker.base(), "aws-ec2-share");
            assertThat(client.isAtEnd()).isTrue();
        }
        UUID job = queue.submit("aws-ec2-share", "{}");

        assertThat(worker.take("x86_64", "aws-ec2-share").text("/id")).isEqualTo(job.toString());
    }

    @Test
    void the_end_of_a_connection_ends_its_poll_at_once() throws IOException {
        try (RawClient client = new RawClient(worker.port())) {
            client.poll(worker.base(), "bootc-info-resolve");
            Awaitility.await().until(() -> waiting() > 0);
        }
        Awaitility.await().until(() -> waiting() == 0);
        UUID job = queue.submit("bootc-info-resolve:x86_64", "{}");
        assertThat(queue.stateOf(job)).isEqualTo(JobState.READY);
    }

    private double waiting() {
        return meters.get("imagebuilder.gateway.waiting.polls").gauge().value();
    }
}

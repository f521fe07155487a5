package org.imagebuilder.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.imagebuilder.gateway.Worker.Answer;
import org.imagebuilder.queue.JobState;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@Gateway
class HandOutTest {

    @Autowired
    Worker worker;

    @Autowired
    Queue queue;

    @Test
    @DisplayName("W4 a hand-out has the job's id, its type without architecture, locations and arguments")
    void handOut() {
        UUID id = queue.submit("osbuild:x86_64", "{\"exports\":[\"tar\"],\"big\":12345678901234567890.0}");

        Answer job = worker.take("x86_64", "osbuild", "koji-init");

        assertThat(job.text("/kind")).isEqualTo("RequestJob");
        assertThat(job.text("/href")).isEqualTo(worker.base() + "/jobs");
        assertThat(job.text("/id")).isEqualTo(id.toString());
        assertThat(job.text("/type")).isEqualTo("osbuild");
        assertThat(job.text("/location")).matches(worker.base() + "/jobs/[0-9a-f-]{36}");
        assertThat(job.text("/artifact_location")).isEqualTo(job.text("/location") + "/artifacts/");
        assertThat(job.raw().body())
                .contains("\"args\":{\"exports\":[\"tar\"],\"big\":12345678901234567890.0}")
                .doesNotContain("dynamic_args")
                .endsWith("\n");
        assertThat(job.raw().headers().firstValue("Content-Type")).contains("application/json");
        assertThat(queue.stateOf(id)).isEqualTo(JobState.RUNNING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"osbuild", "bootc-info-resolve"})
    @DisplayName("W5, W23 only a worker of the right architecture gets the job")
    void architecture(String type) {
        UUID id = queue.submit(type + ":s390x", "{}");

        assertThat(worker.ask("ppc64le", type).status()).isEqualTo(204);
        assertThat(worker.take("s390x", type).text("/id")).isEqualTo(id.toString());
    }

    @Test
    @DisplayName("W4, W10 results of dependencies come in their order, null where there is none")
    void dynamicArguments() {
        UUID first = queue.submit("depsolve", "null");
        finish(worker.take("x86_64", "depsolve"), first, "{\"result\":{\"n\": 1}}");
        UUID second = queue.submit("depsolve", "{}");
        finish(worker.take("x86_64", "depsolve"), second, "{}");
        queue.submit("search-packages", "null", second, first);

        assertThat(worker.take("x86_64", "search-packages").raw().body())
                .contains("\"args\":null,\"dynamic_args\":[null,{\"n\": 1}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"manifest-id-only", "bootc-pre-manifest"})
    @DisplayName("W6 jobs of the server cannot be asked for")
    void serverJobs(String type) {
        Answer answer = worker.ask("x86_64", "depsolve", type);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo(15);
    }

    @Test
    @DisplayName("W7 without a job in time there is no content")
    void nothing() {
        Answer known = worker.ask("riscv64", "file-resolve");
        Answer unknown = worker.ask("vax", "osbuild", "make-coffee");

        for (Answer answer : new Answer[] {known, unknown}) {
            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.body()).isNull();
            assertThat(answer.raw().headers().firstValue("Content-Type")).contains("application/json");
        }
    }

    @Test
    @DisplayName("W15 a registered worker gets jobs under its id")
    void registeredWorker() {
        String id = worker.post("/workers", "{\"arch\":\"x86_64\"}").text("/worker_id");
        UUID job = queue.submit("container-resolve", "{}");

        Answer answer = Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .until(() -> ask(id, "container-resolve"), a -> a.status() == 201);

        assertThat(answer.text("/id")).isEqualTo(job.toString());
    }

    @Test
    @DisplayName("W15 an unknown worker is refused, and no job is lost")
    void unknownWorker() {
        UUID job = queue.submit("ostree-resolve", "{}");

        Answer answer = ask(UUID.randomUUID().toString(), "ostree-resolve");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo(18);
        assertThat(queue.stateOf(job)).isEqualTo(JobState.READY);
        assertThat(worker.take("x86_64", "ostree-resolve").text("/id")).isEqualTo(job.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "1-1-1-1-1", "{1b4e28ba-2fa1-4d2b-883f-0016d3cca427}"})
    @DisplayName("W15 a malformed worker id is refused")
    void malformedWorker(String id) {
        assertThat(ask(id, "depsolve").error()).isEqualTo(17);
    }

    @Test
    void a_job_does_not_go_to_a_worker_that_hung_up_while_it_waited() throws IOException {
        UUID earlier =
                queue.submit("aws-ec2-copy", "{}"); // from now on the lane is open, and hands out within a moment
        assertThat(worker.take("x86_64", "aws-ec2-copy").text("/id")).isEqualTo(earlier.toString());
        String body = "{\"arch\":\"x86_64\",\"types\":[\"aws-ec2-copy\"]}";
        try (var socket = new Socket("localhost", worker.port())) {
            socket.getOutputStream()
                    .write(("POST " + worker.base() + "/jobs HTTP/1.1\r\nHost: localhost\r\n"
                                    + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                                    + body)
                            .getBytes(StandardCharsets.US_ASCII));
        }
        UUID job = queue.submit("aws-ec2-copy", "{}");

        assertThat(worker.take("x86_64", "aws-ec2-copy").text("/id")).isEqualTo(job.toString());
        assertThat(queue.job(job).retries()).isZero();
    }

    private Answer ask(String workerId, String type) {
        return worker.post(
                "/jobs", "{\"arch\":\"x86_64\",\"types\":[\"%s\"],\"worker_id\":\"%s\"}".formatted(type, workerId));
    }

    private void finish(Answer handOut, UUID job, String update) {
        assertThat(handOut.text("/id")).isEqualTo(job.toString());
        assertThat(worker.patch(worker.pathOf(handOut), update).status()).isEqualTo(200);
        queue.moveOn(job);
    }
}

package org.imagebuilder.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.imagebuilder.gateway.Worker.Answer;
import org.imagebuilder.queue.Failure;
import org.imagebuilder.queue.JobState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@Gateway
class ProgressTest {

    @Autowired
    Worker worker;

    @Autowired
    Queue queue;

    private UUID job = new UUID(0, 0);
    private String path = "";

    @BeforeEach
    void take_a_job() {
        job = queue.submit("osbuild:aarch64", "{}");
        path = worker.pathOf(worker.take("aarch64", "osbuild"));
    }

    @Test
    @DisplayName("W8 a running job goes on, a cancelled one stops")
    void canceled() {
        Answer running = worker.get(path);
        queue.cancel(job);
        Answer canceled = worker.get(path);

        assertThat(running.raw().body()).endsWith(",\"kind\":\"JobStatus\",\"canceled\":false}\n");
        assertThat(running.text("/id")).isEqualTo(path.substring("/jobs/".length()));
        assertThat(canceled.status()).isEqualTo(200);
        assertThat(canceled.raw().body()).endsWith("\"canceled\":true}\n");
        assertThat(worker.patch(path, "{\"result\":{}}").error()).isEqualTo(5);
    }

    @Test
    @DisplayName("W9 a result finishes the job and ends its token")
    void result() {
        Answer answer =
                worker.patch(path, "{\"result\": {\"success\": true, \"osbuild_output\": {\"success\": true}}}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("/kind")).isEqualTo("UpdateJobResponse");
        assertThat(answer.text("/href")).isEqualTo(worker.base() + path);
        assertThat(answer.text("/id")).isEqualTo(path.substring("/jobs/".length()));
        assertThat(queue.stateOf(job)).isEqualTo(JobState.FINISHED);
        assertThat(queue.job(job).failure()).isNull();
        assertThat(queue.resultOf(job)).isEqualTo("{\"success\": true, \"osbuild_output\": {\"success\": true}}");
        assertThat(worker.patch(path, "{\"result\":{}}").status()).isEqualTo(404);
        assertThat(worker.patch(path, "{\"partial\":{}}").error()).isEqualTo(5);
        assertThat(worker.get(path).error()).isEqualTo(5);
    }

    @Test
    @DisplayName("W10 a partial result leaves the job running")
    void partial() {
        assertThat(worker.patch(path, "{\"partial\":{\"progress\":{\"done\":1,\"total\":2}},\"result\":{}}")
                        .status())
                .isEqualTo(200);

        assertThat(queue.stateOf(job)).isEqualTo(JobState.RUNNING);
        assertThat(queue.resultOf(job)).isEqualTo("{\"progress\":{\"done\":1,\"total\":2}}");
        assertThat(queue.job(job).digest()).contains("\"done\":1");
        assertThat(worker.patch(path, "{\"partial\":null}").status()).isEqualTo(200);
        assertThat(worker.get(path).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("W10 an update with neither finishes the job")
    void neither() {
        assertThat(worker.patch(path, "{}").status()).isEqualTo(200);
        assertThat(queue.stateOf(job)).isEqualTo(JobState.FINISHED);
        assertThat(queue.resultOf(job)).isEqualTo("null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"job_error\":{\"id\":10,\"reason\":\"osbuild: \\u0000 broken\"}} | 10 | osbuild:   broken",
                "{\"job_error\":\"x\"} | 10 | The worker's result is not understandable",
                "\"text\" | 10 | The build ended without a report from osbuild"
            })
    @DisplayName("Q32, W22 whatever the result is, it is stored, and the job fails where it does not fit")
    void failures(String result, int id, String reason) {
        assertThat(worker.patch(path, "{\"result\":" + result + "}").status()).isEqualTo(200);
        assertThat(queue.job(job).failure()).isEqualTo(new Failure(id, reason));
        assertThat(queue.resultOf(job)).isEqualTo(result);
    }

    @Test
    @DisplayName("W12 uploads are refused without a body")
    void artifacts() {
        Answer answer = worker.send(
                worker.request(worker.base() + path + "/artifacts/disk.img").PUT(BodyPublishers.ofString("bytes")));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "7", "null", "{\"result\":1}{}", "{\"result\":1,\"result\":2}"})
    @DisplayName("W19 what is not one JSON object changes nothing")
    void malformed(String body) {
        Answer answer = worker.patch(path, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo(10);
        assertThat(queue.stateOf(job)).isEqualTo(JobState.RUNNING);
        assertThat(queue.resultOf(job)).isNull();
    }

    @Test
    void a_result_beyond_the_limit_is_refused_and_the_job_can_still_end() {
        Answer refused = worker.patch(path, "{\"result\":\"" + "x".repeat(3_000_000) + "\"}");

        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.error()).isEqualTo(10);
        assertThat(refused.text("/reason")).contains("1048576 bytes");
        assertThat(worker.patch(path, "{\"result\":\"" + "x".repeat(1_000_000) + "\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void many_large_results_at_once_take_turns() throws InterruptedException {
        String body = "{\"partial\":\"" + "x".repeat(1_000_000) + "\"}";
        List<Integer> statuses = new CopyOnWriteArrayList<>();
        List<Thread> workers = Stream.generate(() -> Thread.ofVirtual()
                        .start(() -> statuses.add(worker.patch(path, body).status())))
                .limit(12)
                .toList();
        for (Thread thread : workers) {
            thread.join();
        }

        assertThat(statuses).hasSize(12).containsOnly(200);
    }
}

package org.imagebuilder.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.imagebuilder.gateway.Worker.Answer;
import org.imagebuilder.queue.JobState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@Gateway
class HandBackTest {

    @Autowired
    Worker worker;

    @Autowired
    Queue queue;

    private UUID job = new UUID(0, 0);
    private String path = "";

    @BeforeEach
    void take_a_job() {
        job = queue.submit("koji-init", "{}");
        path = worker.pathOf(worker.take("x86_64", "koji-init"));
    }

    @Test
    void a_job_that_its_worker_gives_back_goes_to_the_next_one_and_has_lost_nothing() {
        worker.patch(path, "{\"partial\":{\"progress\":{\"done\":1,\"total\":2}}}");

        Answer answer = worker.delete(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.raw().body())
                .isEqualTo("{\"href\":\"%s\",\"id\":\"%s\",\"kind\":\"JobReturned\"}\n"
                        .formatted(worker.base() + path, path.substring("/jobs/".length())));
        assertThat(queue.stateOf(job)).isEqualTo(JobState.READY);
        assertThat(queue.job(job).retries()).isZero();
        assertThat(queue.job(job).digest()).isNull();
        assertThat(worker.get(path).error()).isEqualTo(5);
        assertThat(worker.patch(path, "{\"result\":{}}").error()).isEqualTo(5);
        assertThat(worker.delete(path).status()).isEqualTo(404);
        Answer next = worker.take("x86_64", "koji-init");
        assertThat(next.text("/id")).isEqualTo(job.toString());
        finish(worker.pathOf(next));
    }

    @Test
    void a_cancelled_job_stays_cancelled_when_its_worker_gives_it_back() {
        queue.cancel(job);

        assertThat(worker.delete(path).status()).isEqualTo(200);
        assertThat(worker.delete(path).text("/kind")).isEqualTo("JobReturned");

        assertThat(queue.stateOf(job)).isEqualTo(JobState.CANCELED);
        assertThat(worker.get(path).raw().body()).endsWith("\"canceled\":true}\n");
    }

    @Test
    void a_finished_job_cannot_be_given_back() {
        finish(path);

        Answer answer = worker.delete(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.error()).isEqualTo(5);
        assertThat(queue.stateOf(job)).isEqualTo(JobState.FINISHED);
    }

    private void finish(String token) {
        assertThat(worker.patch(token, "{\"result\":{}}").status()).isEqualTo(200);
    }
}

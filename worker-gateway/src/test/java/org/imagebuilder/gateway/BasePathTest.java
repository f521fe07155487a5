package org.imagebuilder.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.imagebuilder.gateway.Worker.Answer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@Gateway
@TestPropertySource(properties = "imagebuilder.gateway.base-path=/elsewhere/v9")
class BasePathTest {

    @Autowired
    Worker worker;

    @Autowired
    Queue queue;

    @Test
    @DisplayName("W3 every href and location follows the base path")
    void follows() {
        queue.submit("koji-init", "{}");
        Answer job = worker.take("x86_64", "koji-init");

        assertThat(worker.get("/status").text("/href")).isEqualTo("/elsewhere/v9/status");
        assertThat(worker.get("/errors/5").text("/href")).isEqualTo("/elsewhere/v9/errors/5");
        assertThat(worker.get("/nothing").text("/href")).isEqualTo("/elsewhere/v9/errors/11");
        assertThat(worker.get("/openapi").text("/servers/0/url")).isEqualTo("/elsewhere/v9");
        assertThat(worker.post("/workers", "{\"arch\":\"x86_64\"}").text("/href"))
                .isEqualTo("/elsewhere/v9/workers");
        assertThat(job.text("/href")).isEqualTo("/elsewhere/v9/jobs");
        assertThat(job.text("/location")).startsWith("/elsewhere/v9/jobs/");
        assertThat(job.text("/artifact_location")).isEqualTo(job.text("/location") + "/artifacts/");
        assertThat(worker.get(worker.pathOf(job)).text("/href")).isEqualTo(job.text("/location"));
        assertThat(worker.patch(worker.pathOf(job), "{\"result\":{}}").text("/href"))
                .isEqualTo(job.text("/location"));
    }

    @Test
    void the_usual_path_is_then_unknown() {
        assertThat(worker.send(worker.request("/api/image-builder-worker/v1/status"))
                        .error())
                .isEqualTo(11);
    }
}

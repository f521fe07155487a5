package org.imagebuilder.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ClientGoneTest extends TeapotTest {

    @Autowired
    PrometheusRegistry registry;

    @Test
    void a_client_that_leaves_in_the_middle_of_an_answer_is_no_failure(CapturedOutput output) throws IOException {
        try (var socket = new Socket("localhost", port)) {
            socket.getOutputStream()
                    .write("GET /api/spout HTTP/1.1\r\nHost: tea\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            socket.setSoLinger(true, 0);
        }

        await().until(this::isServed);
        assertThat(output).doesNotContain("/api/spout failed");
    }

    private boolean isServed() {
        return registry.scrape("image_builder_teapot_request_count"::equals).stream()
                .flatMap(snapshot -> ((CounterSnapshot) snapshot).getDataPoints().stream())
                .anyMatch(point -> "/api/spout".equals(point.getLabels().get("path")));
    }
}

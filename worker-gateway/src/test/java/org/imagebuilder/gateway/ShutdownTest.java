package org.imagebuilder.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.imagebuilder.gateway.Worker.Answer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

class ShutdownTest {

    @Test
    void workers_that_wait_are_sent_away_when_the_gateway_stops() throws Exception {
        try (ConfigurableApplicationContext gateway = WorkerGatewayApplication.application()
                .initializers(new Backends())
                .sources(Worker.class)
                .run(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--imagebuilder.authentication.mode=none",
                        "--logging.level.root=error",
                        "--imagebuilder.gateway.request-job-timeout=0")) {
            Worker worker = gateway.getBean(Worker.class);
            CompletableFuture<Answer> waiting =
                    CompletableFuture.supplyAsync(() -> worker.ask("x86_64", "file-resolve"));
            MeterRegistry meters = gateway.getBean(MeterRegistry.class);
            Awaitility.await().until(() -> waitingPolls(meters) > 0);

            Instant before = Instant.now();
            SpringApplication.exit(gateway);

            assertThat(waiting.get(10, TimeUnit.SECONDS).status()).isEqualTo(204);
            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(15));
        }
    }

    private static double waitingPolls(MeterRegistry meters) {
        return meters.get("imagebuilder.gateway.waiting.polls").gauge().value();
    }
}

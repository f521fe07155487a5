package org.imagebuilder.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.imagebuilder.gateway.Worker.Answer;
import org.imagebuilder.testsupport.StatementCounter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** How signs of life of running jobs get into the database. */
class HeartbeatsTest {

    private static final int JOBS = 10;

    private final AtomicReference<StatementCounter> counter = new AtomicReference<>();
    private final ConfigurableApplicationContext gateway = start();
    private final Worker worker = gateway.getBean(Worker.class);
    private final JdbcClient database = JdbcClient.create(elsewhere());
    private final List<String> jobs = new ArrayList<>();

    private ConfigurableApplicationContext start() {
        return WorkerGatewayApplication.application()
                .initializers(
                        new Backends(), context -> context.getBeanFactory().addBeanPostProcessor(new Counting()))
                .sources(Worker.class, Queue.class)
                .run(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--imagebuilder.authentication.mode=none",
                        "--logging.level.root=error");
    }

    private final class Counting implements BeanPostProcessor {

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            if (bean instanceof DataSource source) {
                counter.set(StatementCounter.around(source));
                return counter.get().dataSource();
            }
            return bean;
        }
    }

    /** A way to the database that is still there when the gateway is gone. */
    private DataSource elsewhere() {
        var environment = gateway.getEnvironment();
        return new DriverManagerDataSource(
                environment.getRequiredProperty("spring.datasource.url"),
                environment.getRequiredProperty("spring.datasource.username"),
                environment.getRequiredProperty("spring.datasource.password"));
    }

    @BeforeEach
    void take_jobs() {
        for (int i = 0; i < JOBS; i++) {
            gateway.getBean(Queue.class).submit("depsolve", "{}");
            jobs.add(worker.pathOf(worker.take("x86_64", "depsolve")));
        }
        database.sql("""
                UPDATE job SET queued_at = queued_at - interval '1 h', ready_at = ready_at - interval '1 h',
                    started_at = started_at - interval '1 h', heartbeat_at = heartbeat_at - interval '1 h'
                """).update();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    @DisplayName("what a worker was told is noted is in the database when the gateway has stopped")
    void gracefulStop() {
        Instant before = Instant.now();
        jobs.forEach(this::beat);

        SpringApplication.exit(gateway);

        assertThat(heartbeats()).hasSize(JOBS).allSatisfy(at -> assertThat(at).isAfter(before));
    }

    @Test
    @DisplayName("however many heartbeats come within a second, they are one write")
    void coalesced() {
        Instant before = Instant.now();
        counter.get().reset();

        for (int i = 0; i < 20; i++) {
            jobs.forEach(this::beat);
        }
        Awaitility.await().until(() -> heartbeats().stream().allMatch(at -> at.isAfter(before)));

        assertThat(writes())
                .isBetween(1L, Duration.between(before, Instant.now()).toSeconds() + 1);
    }

    private void beat(String job) {
        Answer answer = worker.get(job);
        assertThat(answer.status()).isEqualTo(200);
    }

    private long writes() {
        return counter.get().statements().stream()
                .filter(sql -> sql.contains("SET heartbeat_at"))
                .count();
    }

    private List<Instant> heartbeats() {
        return database.sql("SELECT heartbeat_at FROM job")
                .query((row, _) -> row.getTimestamp(1).toInstant())
                .list();
    }
}

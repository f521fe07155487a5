package org.imagebuilder.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.imagebuilder.embedded.KafkaBroker;
import org.imagebuilder.migrations.Migrations;
import org.imagebuilder.queue.JobSnapshot;
import org.imagebuilder.queue.JobState;
import org.imagebuilder.testsupport.TestDatabase;
import org.imagebuilder.testsupport.TestKafka;
import org.imagebuilder.testsupport.TestPostgres;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** What an operator sees who ends a gateway. */
class TerminationTest {

    /** What Linux reports of a process that ended because it was asked to. */
    private static final int TERMINATED = 128 + 15;

    private final TestDatabase database = TestPostgres.freshDatabase("migrated", Migrations::migrate);

    @Test
    void workers_are_sent_away_and_every_job_is_with_a_worker_or_ready_for_the_next_gateway() throws Exception {
        try (ConfigurableApplicationContext next = gateway();
                ChildGateway ending = ChildGateway.start(database, TestKafka.bootstrapServers())) {
            Queue queue = next.getBean(Queue.class);
            // from then on the lane is open, and hands out within a moment
            List<RawClient> first = ending.waiting(1, "depsolve");
            queue.submit("depsolve", "{}");
            assertThat(first.getFirst().read().status()).isEqualTo(201);

            List<RawClient> waiting = ending.waiting(1_000, "depsolve");
            List<UUID> jobs = Stream.generate(() -> queue.submit("depsolve", "{}"))
                    .limit(60)
                    .toList();
            ending.terminate();

            Set<String> locations = new HashSet<>();
            for (RawClient client : waiting) {
                RawClient.Answer answer = client.read();
                assertThat(answer.status()).isIn(201, 204);
                if (answer.status() == 201) {
                    locations.add(answer.body().replaceAll("(?s).*?\"location\":\"([^\"]*)\".*", "$1"));
                }
            }
            assertThat(ending.ended()).isEqualTo(TERMINATED);
            List<JobSnapshot> after = jobs.stream().map(queue::job).toList();
            assertThat(after).extracting(JobSnapshot::state).isSubsetOf(JobState.READY, JobState.RUNNING);
            long running = after.stream()
                    .filter(job -> job.state() == JobState.RUNNING)
                    .count();
            assertThat(running).isEqualTo(locations.size());

            Worker worker = next.getBean(Worker.class);
            for (long left = jobs.size() - running; left > 0; left--) {
                worker.take("x86_64", "depsolve");
            }
            assertThat(jobs.stream().map(queue::job))
                    .extracting(JobSnapshot::state, JobSnapshot::retries)
                    .containsOnly(tuple(JobState.RUNNING, 0));
        }
    }

    @Test
    void it_ends_by_itself_while_the_database_is_away() throws Exception {
        try (ChildGateway ending = ChildGateway.start(database, TestKafka.bootstrapServers())) {
            List<RawClient> waiting = ending.waiting(10, "depsolve");
            TestDatabase elsewhere = TestPostgres.freshDatabase();
            String name = database.jdbcUrl().substring(database.jdbcUrl().lastIndexOf('/') + 1);
            execute(elsewhere, "ALTER DATABASE " + name + " WITH ALLOW_CONNECTIONS false");
            execute(elsewhere, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
            ending.terminate();

            assertThat(waiting.getLast().read().status()).isEqualTo(204);
            assertThat(ending.ended()).isEqualTo(TERMINATED);
        }
    }

    @Test
    void it_ends_by_itself_while_the_broker_is_away() throws Exception {
        KafkaBroker broker = KafkaBroker.start(null);
        try (ChildGateway ending = ChildGateway.start(database, broker.bootstrapServers())) {
            List<RawClient> waiting = ending.waiting(10, "depsolve");
            broker.close();
            ending.terminate();

            assertThat(waiting.getLast().read().status()).isEqualTo(204);
            assertThat(ending.ended()).isEqualTo(TERMINATED);
        }
    }

    private ConfigurableApplicationContext gateway() {
        return WorkerGatewayApplication.application()
                .sources(Worker.class, Queue.class)
                .run(
                        "--server.port=0",
                        "--management.server.port=-1",
                        "--imagebuilder.authentication.mode=none",
                        "--logging.level.root=error",
                        "--imagebuilder.gateway.request-job-timeout=1s",
                        "--spring.datasource.url=" + database.jdbcUrl(),
                        "--spring.datasource.username=" + database.user(),
                        "--spring.datasource.password=" + database.password(),
                        "--spring.kafka.bootstrap-servers=" + TestKafka.bootstrapServers());
    }

    private static void execute(TestDatabase from, String sql) throws SQLException {
        try (Connection connection = from.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

package org.imagebuilder.dispatcher;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.imagebuilder.dispatcher.watch.LostJobListener;
import org.imagebuilder.migrations.Migrations;
import org.imagebuilder.queue.Ids;
import org.imagebuilder.queue.JobGraph;
import org.imagebuilder.queue.Jobs;
import org.imagebuilder.queue.LostJob;
import org.imagebuilder.queue.NewJob;
import org.imagebuilder.queue.Origin;
import org.imagebuilder.queue.RemovedJobListener;
import org.imagebuilder.queue.Submissions;
import org.imagebuilder.testsupport.TestDatabase;
import org.imagebuilder.testsupport.TestKafka;
import org.imagebuilder.testsupport.TestPostgres;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A dispatcher on a database of its own, impatient enough for a test. */
final class RunningDispatcher implements AutoCloseable {

    private final TestDatabase database;
    private final ConfigurableApplicationContext context;

    /** @param more settings, as arguments */
    RunningDispatcher(String... more) {
        this(TestPostgres.freshDatabase("migrated", Migrations::migrate), List.of(), more);
    }

    private RunningDispatcher(TestDatabase database, List<?> listeners, String... more) {
        this.database = database;
        context = DispatcherApplication.application()
                .initializers(c -> {
                    c.getBeanFactory().registerSingleton("heard", new Heard());
                    for (Object listener : listeners) {
                        c.getBeanFactory().registerSingleton("listener-" + UUID.randomUUID(), listener);
                    }
                })
                .run(Stream.concat(
                                Stream.of(
                                        "--spring.datasource.url=" + database.jdbcUrl(),
                                        "--spring.datasource.username=" + database.user(),
                                        "--spring.datasource.password=" + database.password(),
                                        "--spring.kafka.bootstrap-servers=" + TestKafka.bootstrapServers(),
                                        "--imagebuilder.dispatcher.group=dispatcher-" + UUID.randomUUID(),
                                        "--imagebuilder.dispatcher.sweep-interval=200ms",
                                        "--imagebuilder.dispatcher.heal-interval=500ms",
                                        "--imagebuilder.dispatcher.heal-age=1s",
                                        "--imagebuilder.dispatcher.watch-interval=500ms",
                                        "--imagebuilder.dispatcher.job-timeout=1h",
                                        "--imagebuilder.dispatcher.worker-watch-interval=500ms",
                                        "--imagebuilder.dispatcher.worker-timeout=5m",
                                        "--imagebuilder.dispatcher.retention-interval=200ms",
                                        "--imagebuilder.dispatcher.retention-composes=2",
                                        "--imagebuilder.dispatcher.retention-jobs=2",
                                        "--imagebuilder.dispatcher.retention-pause=20ms",
                                        "--imagebuilder.queue.outbox-grace=1s",
                                        "--server.port=0"),
                                Arrays.stream(more))
                        .toArray(String[]::new));
    }

    /** What is told of lost jobs. */
    static final class Heard implements LostJobListener {

        private final Queue<LostJob> lost = new ConcurrentLinkedQueue<>();

        @Override
        public void lost(List<LostJob> jobs) {
            lost.addAll(jobs);
        }
    }

    List<LostJob> losses(UUID job) {
        return part(Heard.class).lost.stream()
                .filter(loss -> loss.id().equals(job))
                .toList();
    }

    /** Makes a running job older, as if it had been silent since it was handed out. */
    void age(UUID job, Duration by) {
        JdbcClient.create(database())
                .sql("""
                        UPDATE job SET queued_at = queued_at - :by, ready_at = ready_at - :by,
                            started_at = started_at - :by, heartbeat_at = heartbeat_at - :by
                        WHERE id = :job
                        """.replace(":by", "interval '%d s'".formatted(by.toSeconds())))
                .param("job", job)
                .update();
    }

    /** A dispatcher that others hear of removed jobs from. */
    static RunningDispatcher heardBy(RemovedJobListener... listeners) {
        return new RunningDispatcher(TestPostgres.freshDatabase("migrated", Migrations::migrate), List.of(listeners));
    }

    /** Another replica on the same database. */
    RunningDispatcher replicaHeardBy(RemovedJobListener... listeners) {
        return new RunningDispatcher(database, List.of(listeners));
    }

    <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    DataSource database() {
        return database.dataSource();
    }

    UUID submit(String channel, String type, UUID... dependencies) {
        UUID id = Ids.next();
        part(Submissions.class)
                .enqueue(new JobGraph(
                        channel, null, List.of(new NewJob(id, type, "{}", List.of(dependencies))), Origin.NONE));
        return id;
    }

    Jobs jobs() {
        return part(Jobs.class);
    }

    @Override
    public void close() {
        context.close();
    }
}

package org.imagebuilder.dispatcher;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.imagebuilder.migrations.Migrations;
import org.imagebuilder.queue.Ids;
import org.imagebuilder.queue.JobGraph;
import org.imagebuilder.queue.Jobs;
import org.imagebuilder.queue.NewJob;
import org.imagebuilder.queue.Origin;
import org.imagebuilder.queue.Submissions;
import org.imagebuilder.testsupport.TestDatabase;
import org.imagebuilder.testsupport.TestKafka;
import org.imagebuilder.testsupport.TestPostgres;
import org.springframework.context.ConfigurableApplicationContext;

/** A dispatcher on a database of its own, impatient enough for a test. */
final class RunningDispatcher implements AutoCloseable {

    private final TestDatabase database = TestPostgres.freshDatabase("migrated", Migrations::migrate);
    private final ConfigurableApplicationContext context;

    /** @param more settings, as arguments */
    RunningDispatcher(String... more) {
        context = DispatcherApplication.application()
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
                                        "--imagebuilder.queue.outbox-grace=1s",
                                        "--server.port=0"),
                                Arrays.stream(more))
                        .toArray(String[]::new));
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

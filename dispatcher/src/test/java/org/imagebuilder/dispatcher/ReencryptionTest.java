package org.imagebuilder.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.imagebuilder.queue.Composes;
import org.imagebuilder.queue.Ids;
import org.imagebuilder.queue.JobGraph;
import org.imagebuilder.queue.Jobs;
import org.imagebuilder.queue.NewCompose;
import org.imagebuilder.queue.NewJob;
import org.imagebuilder.queue.Origin;
import org.imagebuilder.queue.RawJson;
import org.imagebuilder.queue.Statements;
import org.imagebuilder.queue.Submissions;
import org.imagebuilder.queue.secrets.KeyRegistry;
import org.imagebuilder.queue.secrets.KeyRing;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ReencryptionTest {

    private static final String GIVEN = "{\"a\":1}";

    @Test
    void the_dispatcher_brings_everything_under_the_active_key_and_lets_go_of_the_others() {
        try (RunningDispatcher dispatcher = new RunningDispatcher(
                "--imagebuilder.dispatcher.reencryption-interval=200ms",
                "--imagebuilder.dispatcher.reencryption-rows=2",
                "--imagebuilder.dispatcher.reencryption-pause=1ms")) {
            JdbcClient database = JdbcClient.create(dispatcher.database());
            KeyRing none = KeyRing.of(List.of());
            KeyRegistry plain = new KeyRegistry(dispatcher.database(), none);
            assertThat(plain.admit()).isPresent();
            List<UUID> jobs = new ArrayList<>();
            Submissions submissions = new Submissions(
                    new Statements(dispatcher.database(), Clock.systemUTC(), _ -> {}, plain.vault()),
                    _ -> Duration.ofDays(1));
            for (int i = 0; i < 5; i++) {
                NewJob job = new NewJob(Ids.next(), "depsolve", GIVEN, List.of());
                submissions.enqueue(
                        new JobGraph("", new NewCompose(job.id(), GIVEN, null, null, null), List.of(job), Origin.NONE));
                jobs.add(job.id());
            }

            // as a service without keys does at its start
            database.sql("INSERT INTO payload_key (id) VALUES ('')").update();

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> database.sql("SELECT id FROM payload_key")
                            .query(String.class)
                            .list()
                            .equals(List.of("test")));

            assertThat(database.sql("SELECT count(arguments) FROM job_payload")
                            .query(Long.class)
                            .single())
                    .isZero();
            assertThat(database.sql("SELECT count(request) FROM compose")
                            .query(Long.class)
                            .single())
                    .isZero();
            assertThat(jobs).allSatisfy(job -> {
                assertThat(dispatcher.jobs().payload(job)).contains(new Jobs.Payload(GIVEN, null));
                assertThat(new Composes(dispatcher.part(Statements.class)).request(job))
                        .contains(RawJson.of(GIVEN));
            });
        }
    }
}

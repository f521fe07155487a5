package org.imagebuilder.composer.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.imagebuilder.http.errors.FaultException;
import org.imagebuilder.http.requests.Channel;
import org.imagebuilder.http.requests.RequestIds;
import org.imagebuilder.migrations.Migrations;
import org.imagebuilder.queue.Cancellations;
import org.imagebuilder.queue.Ids;
import org.imagebuilder.queue.JobState;
import org.imagebuilder.queue.Jobs;
import org.imagebuilder.queue.NewJob;
import org.imagebuilder.queue.Outcome;
import org.imagebuilder.queue.Results;
import org.imagebuilder.queue.Statements;
import org.imagebuilder.queue.Submissions;
import org.imagebuilder.queue.outbox.KafkaClients;
import org.imagebuilder.queue.outbox.TopicSettings;
import org.imagebuilder.queue.outbox.Topics;
import org.imagebuilder.queue.secrets.Vault;
import org.imagebuilder.testsupport.TestKafka;
import org.imagebuilder.testsupport.TestPostgres;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

/** Where events never come, since nobody publishes them, and the database is not looked at for an hour. */
class JobWaitsTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final Statements statements = new Statements(
            TestPostgres.freshDatabase("migrated", Migrations::migrate).dataSource(),
            Clock.systemUTC(),
            _ -> {},
            Vault.OPEN);
    private final Jobs jobs = new Jobs(statements);
    private final KafkaClients clients = new KafkaClients(Map.of("bootstrap.servers", TestKafka.bootstrapServers()));
    private final Expectations expectations = new Expectations(WaitSettings.withLimit(LONG), new SimpleMeterRegistry());
    private final NewJob job = new NewJob(Ids.next(), "depsolve", "{}", List.of());

    @AutoClose
    private final Admin admin = clients.admin();

    @AutoClose
    private final DatabaseLook look = new DatabaseLook(expectations, jobs, Duration.ofHours(1));

    @AutoClose
    private final JobEventFeed feed =
            new JobEventFeed(clients::reader, new Topics(admin, TopicSettings.SINGLE_BROKER), expectations, look);

    @Test
    @DisplayName("C26 C27 a job that takes too long is cancelled")
    void too_long() throws Exception {
        Duration limit = Duration.ofMillis(300);
        assertThat(begin(limit).get(20, TimeUnit.SECONDS)).isEqualTo(new WaitEnd.TimedOut(limit));
        assertThat(jobs.find(job.id()).orElseThrow().state()).isEqualTo(JobState.CANCELED);
        assertThat(expectations.isEmpty()).isTrue();
    }

    @Test
    @DisplayName("a job that has ended unnoticed when the time is over has ended in time")
    void at_the_last_moment() throws Exception {
        CompletableFuture<WaitEnd> end = begin(Duration.ofSeconds(2));
        awaitStored();
        var _ = new Results(statements)
                .failUnstarted(job.id(), "{}", Outcome.success("{}"), "test")
                .orElseThrow();

        assertThat(end.get(20, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        WaitEnd.Ended.class,
                        ended -> assertThat(ended.job().isFinished()).isTrue());
    }

    @Test
    @DisplayName("a shutdown ends the wait at once, and cancels the job; then nobody can begin to wait")
    void shutdown() throws Exception {
        CompletableFuture<WaitEnd> end = begin(LONG);
        awaitStored();

        expectations.shutDown();

        assertThatThrownBy(() -> end.get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("shuts down");
        assertThat(jobs.find(job.id()).orElseThrow().state()).isEqualTo(JobState.CANCELED);
        assertThatThrownBy(() -> expectations.of(Ids.next())).isInstanceOf(FaultException.class);
        assertThat(expectations.isEmpty()).isTrue();
    }

    private void awaitStored() {
        await().atMost(Duration.ofSeconds(20)).until(() -> jobs.find(job.id()).isPresent());
    }

    private CompletableFuture<WaitEnd> begin(Duration limit) {
        var request = new MockHttpServletRequest();
        var waits = new JobWaits(
                new Submissions(statements, _ -> Duration.ofDays(1)),
                jobs,
                new Cancellations(statements),
                expectations,
                feed,
                WaitSettings.withLimit(limit));
        CompletableFuture<WaitEnd> end = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try (JobWait wait = waits.begin(job, Channel.OF_EVERYBODY, RequestIds.of(request))) {
                end.complete(wait.await(ClientConnection.of(request)));
            } catch (Exception e) {
                end.completeExceptionally(e);
            }
        });
        return end;
    }
}

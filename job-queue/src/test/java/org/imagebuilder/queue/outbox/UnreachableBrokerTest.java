package org.imagebuilder.queue.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.imagebuilder.queue.Ids;
import org.imagebuilder.queue.JobGraph;
import org.imagebuilder.queue.NewJob;
import org.imagebuilder.queue.Origin;
import org.imagebuilder.queue.Publication;
import org.imagebuilder.queue.QueueFixture;
import org.imagebuilder.queue.Statements;
import org.imagebuilder.queue.Submissions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class UnreachableBrokerTest {

    /** More than what Kafka's clients take to give up. */
    private static final Duration NO_BROKER = Duration.ofSeconds(60);
    /** Far less than that. */
    private static final Duration NOTICEABLE = Duration.ofSeconds(3);

    @AutoClose
    private final QueueFixture queue = new QueueFixture();

    @Test
    @DisplayName("without a broker jobs are stored, nobody waits for it, and their events wait for the sweeper")
    void jobsAreStoredWithoutABroker() {
        KafkaClients nowhere = new KafkaClients(Map.of("bootstrap.servers", "127.0.0.1:1"));
        try (Admin admin = nowhere.admin();
                OutboxRelay relay = new OutboxRelay(
                        nowhere.producer(),
                        new Topics(admin, TopicSettings.SINGLE_BROKER),
                        new OutboxDeletions(queue.pool),
                        "/imagebuilder/test")) {
            Statements statements =
                    new Statements(queue.pool, queue.clock, QueueFixture.GRACE, relay, queue.statements.vault());
            Submissions submissions = new Submissions(statements, _ -> Duration.ofDays(1));

            long begun = System.nanoTime();
            Publication first = submit(submissions);
            Publication second = submit(submissions);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(NOTICEABLE);

            await().atMost(NO_BROKER)
                    .until(() -> first.acknowledged().isCompletedExceptionally()
                            && second.acknowledged().isCompletedExceptionally());
        }

        int stored = queue.count("job");
        assertThat(stored).isEqualTo(2);
        // queued, ready, and a reference for the lane
        assertThat(queue.count("outbox")).isEqualTo(3 * stored);
        queue.clock.advance(QueueFixture.GRACE.plusSeconds(1));
        assertThat(queue.sweeper.sweep()).isEqualTo(3 * stored);
    }

    private Publication submit(Submissions submissions) {
        UUID id = Ids.next();
        NewJob job = new NewJob(id, "depsolve", "{}", List.of());
        return submissions.enqueue(new JobGraph(queue.channel, null, List.of(job), Origin.NONE));
    }
}

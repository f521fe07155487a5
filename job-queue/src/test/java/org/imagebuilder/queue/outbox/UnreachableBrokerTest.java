package org.imagebuilder.queue.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.imagebuilder.queue.Ids;
import org.imagebuilder.queue.JobGraph;
import org.imagebuilder.queue.NewJob;
import org.imagebuilder.queue.Origin;
import org.imagebuilder.queue.QueueFixture;
import org.imagebuilder.queue.Statements;
import org.imagebuilder.queue.Submissions;
import org.imagebuilder.queue.outbox.OutboxRelay.Outcome;
import org.imagebuilder.queue.outbox.OutboxRelay.Rest;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class UnreachableBrokerTest {

    /** Far less than Kafka's clients take to give up. */
    private static final Duration NOTICEABLE = Duration.ofSeconds(3);

    private static final int JOBS = 2;

    @AutoClose
    private final QueueFixture queue = new QueueFixture();

    private final KafkaClients nowhere = new KafkaClients(Map.of("bootstrap.servers", "127.0.0.1:1"));

    @AutoClose
    private final Admin admin = nowhere.admin();

    private final Topics topics = new Topics(admin, TopicSettings.SINGLE_BROKER);

    @Test
    @DisplayName("without a broker jobs are stored, nobody waits for it, and their references wait for the sweeper")
    void jobsAreStoredWithoutABroker() {
        queue.dispatcher.publishing(false);
        try (LanePublisher publisher =
                new LanePublisher(nowhere.producer(), topics, new OutboxDeletions(queue.pool), "/imagebuilder/test")) {
            Statements statements = new Statements(queue.pool, queue.clock, publisher, queue.statements.vault());
            Submissions submissions = new Submissions(statements, _ -> Duration.ofDays(1));

            long begun = System.nanoTime();
            for (int i = 0; i < JOBS; i++) {
                NewJob job = new NewJob(Ids.next(), "depsolve", "{}", List.of());
                submissions.enqueue(new JobGraph(queue.channel, null, List.of(job), Origin.NONE));
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(NOTICEABLE);
        }

        assertThat(queue.count("job")).isEqualTo(JOBS);
        // queued, ready, and a reference for the lane
        assertThat(queue.count("outbox")).isEqualTo(3 * JOBS);
        queue.clock.advance(QueueFixture.GRACE.plusSeconds(1));
        assertThat(queue.sweeper.sweep()).isEqualTo(JOBS);
    }

    @Test
    @DisplayName("without a broker events stay in the outbox, and the relay says that they do")
    void eventsWait() {
        queue.dispatcher.publishing(false);
        queue.compose("depsolve");
        try (OutboxRelay relay = new OutboxRelay(queue.pool, nowhere::eventProducer, topics, "/imagebuilder/test")) {
            assertThat(relay.relay()).isEqualTo(new Outcome(0, Rest.REFUSED));
        }

        assertThat(queue.relay.relay()).isEqualTo(new Outcome(4, Rest.NONE));
    }
}

package org.imagebuilder.queue.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.imagebuilder.events.JobEvent;
import org.imagebuilder.queue.ClaimedJob;
import org.imagebuilder.queue.Dependencies;
import org.imagebuilder.queue.Ids;
import org.imagebuilder.queue.JobState;
import org.imagebuilder.queue.NewJob;
import org.imagebuilder.queue.QueueFixture;
import org.imagebuilder.queue.Statements;
import org.imagebuilder.queue.Workers;
import org.imagebuilder.queue.outbox.OutboxRelay.Rest;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What follows from a change is told after it, whichever process made which, and whatever fails on the way. */
class EventOrderTest {

    @AutoClose
    private final QueueFixture queue = new QueueFixture();

    private final EventReader events = new EventReader(queue.clients);

    @BeforeEach
    void relayIsWatched() {
        queue.dispatcher.publishing(false);
    }

    @Test
    @DisplayName("a cancellation that had to wait for a change is told after it")
    void cancellationAmidChange() throws Exception {
        UUID done = queue.enqueue("ostree-resolve");
        queue.succeed(done);
        queue.dispatcher.stop();
        UUID compose = queue.compose(new NewJob(Ids.next(), "depsolve", "null", List.of(done)));
        CompletableFuture<Integer> canceled;
        try (Connection connection = queue.pool.getConnection()) {
            connection.setAutoCommit(false);
            Statements slowly = statements(connection);
            new Dependencies(slowly, QueueFixture.RULES).enforce(List.of(compose), List.of());
            canceled = CompletableFuture.supplyAsync(() -> queue.cancellations.cancelTree(compose, "test"));
            await().until(() -> queue.count("pg_locks WHERE NOT granted AND locktype = 'transactionid'") > 0);
            var _ = queue.relay.relay();
            connection.commit();
        }

        assertThat(canceled.get(20, TimeUnit.SECONDS)).isEqualTo(1);
        var _ = queue.relay.relay();

        assertTold(compose, "QUEUED", "READY", "CANCELED");
    }

    @Test
    @DisplayName("an event whose transaction takes its time is told although later ones were told before")
    void lateCommit() throws Exception {
        UUID late;
        try (Connection connection = queue.pool.getConnection()) {
            connection.setAutoCommit(false);
            late = new Workers(statements(connection)).register(queue.channel, "x86_64");
            for (int i = 0; i < 5; i++) {
                UUID quick = queue.workers.register(queue.channel, "x86_64");
                assertThat(queue.relay.relay().relayed()).isEqualTo(1);
                assertThat(events.read(Topics.WORKER_EVENTS, quick)).hasSize(1);
            }
            connection.commit();
        }

        assertThat(queue.relay.relay().relayed()).isEqualTo(1);

        assertThat(events.read(Topics.WORKER_EVENTS, late)).hasSize(1);
    }

    @Test
    @DisplayName(
            "an event whose transaction takes its time is told at once, even if it began after those that were told")
    void lateCommitOfALaterTransaction() throws Exception {
        UUID late;
        try (Connection first = queue.pool.getConnection();
                Connection second = queue.pool.getConnection()) {
            first.setAutoCommit(false);
            second.setAutoCommit(false);
            var _ = first.createStatement().execute("SELECT pg_current_xact_id()");
            late = new Workers(statements(second)).register(queue.channel, "x86_64");
            new Workers(statements(first)).register(queue.channel, "x86_64");
            first.commit();
            assertThat(queue.relay.relay().relayed()).isEqualTo(1);
            for (int i = 0; i < 5; i++) {
                assertThat(queue.relay.relay().relayed()).isZero();
            }
            second.commit();
        }

        assertThat(queue.relay.relay().relayed()).isEqualTo(1);

        assertThat(events.read(Topics.WORKER_EVENTS, late)).hasSize(1);
    }

    @Test
    @DisplayName("a job becomes ready after the ends of all its dependencies are told, whoever took their results")
    void dependencies() {
        QueueFixture other = queue.another();
        other.dispatcher.publishing(false);
        queue.dispatcher.stop();
        other.dispatcher.stop();
        NewJob one = new NewJob(Ids.next(), "depsolve", "null", List.of());
        NewJob two = new NewJob(Ids.next(), "container-resolve", "null", List.of());
        NewJob last = new NewJob(Ids.next(), "manifest", "null", List.of(one.id(), two.id()));
        queue.compose(one, two, last);
        ClaimedJob first = queue.claim(one.id());
        ClaimedJob second = other.claim(two.id());
        queue.finish(first);
        other.finish(second);
        assertThat(queue.stateOf(last.id())).isEqualTo(JobState.READY);

        var _ = queue.relay.relay();

        assertThat(events.jobEvents(last.id()).stream().map(event -> event.getChange() + " " + event.getJobId()))
                .containsSubsequence("STARTED " + one.id(), "FINISHED " + one.id(), "READY " + last.id())
                .containsSubsequence("STARTED " + two.id(), "FINISHED " + two.id(), "READY " + last.id());
    }

    @Test
    @DisplayName("nothing follows an event that did not get through, until it is sent again")
    void lostOnTheWay() {
        UUID compose = finishedCompose();
        List<Callback> withheld = new ArrayList<>();
        AtomicInteger sent = new AtomicInteger();
        // the third event is lost, and this is told when all others are already with the client
        try (OutboxRelay relay = relay(callback -> {
            if (sent.incrementAndGet() == 3) {
                withheld.add(callback);
                return true;
            }
            if (sent.get() == 8) {
                withheld.removeFirst().onCompletion(null, new TimeoutException("lost on the way"));
            }
            return false;
        })) {
            assertThat(relay.relay().rest()).isEqualTo(Rest.REFUSED);
            assertThat(queue.count("outbox WHERE kind <> 'READY'")).isPositive();

            assertThat(relay.relay().rest()).isEqualTo(Rest.NONE);
        }

        assertTold(compose, "QUEUED", "READY", "STARTED", "FINISHED");
        assertThat(queue.count("outbox WHERE kind <> 'READY'")).isZero();
    }

    @Test
    @DisplayName("nothing follows an event that the client refuses on the spot")
    void refused() {
        UUID compose = finishedCompose();
        AtomicInteger sent = new AtomicInteger();
        try (OutboxRelay relay = relay(callback -> {
            boolean refused = sent.incrementAndGet() == 2;
            if (refused) {
                callback.onCompletion(null, new TimeoutException("not present in metadata"));
            }
            return refused;
        })) {
            assertThat(relay.relay().rest()).isEqualTo(Rest.REFUSED);
            assertThat(sent).hasValue(2);

            assertThat(relay.relay().rest()).isEqualTo(Rest.NONE);
        }

        assertTold(compose, "QUEUED", "READY", "STARTED", "FINISHED");
    }

    private UUID finishedCompose() {
        UUID compose = queue.compose("depsolve");
        queue.succeed(compose);
        return compose;
    }

    private Statements statements(Connection connection) {
        return new Statements(
                new SingleConnectionDataSource(connection, true), queue.clock, _ -> {}, queue.statements.vault());
    }

    private void assertTold(UUID key, String... changes) {
        // what was on its way may come once more, as the same event
        assertThat(events.jobEvents(key).stream().filter(new HashSet<>()::add).map(JobEvent::getChange))
                .extracting(Enum::name)
                .containsExactly(changes);
    }

    /** @param kept takes the callback of a record, and tells whether the real producer shall not get it */
    private OutboxRelay relay(Predicate<Callback> kept) {
        return new OutboxRelay(
                queue.pool, () -> intercepted(queue.clients.eventProducer(), kept), queue.topics, "/imagebuilder/test");
    }

    @SuppressWarnings("unchecked")
    private static Producer<byte[], byte[]> intercepted(Producer<byte[], byte[]> producer, Predicate<Callback> kept) {
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                EventOrderTest.class.getClassLoader(), new Class<?>[] {Producer.class}, (_, method, arguments) -> {
                    if (arguments != null
                            && arguments.length == 2
                            && arguments[0] instanceof ProducerRecord<?, ?>
                            && arguments[1] instanceof Callback callback
                            && kept.test(callback)) {
                        return CompletableFuture.completedFuture(null);
                    }
                    try {
                        return method.invoke(producer, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}

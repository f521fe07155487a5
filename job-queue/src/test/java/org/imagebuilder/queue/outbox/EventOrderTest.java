package org.imagebuilder.queue.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.imagebuilder.events.JobEvent;
import org.imagebuilder.queue.Cancellations.CanceledTree;
import org.imagebuilder.queue.ClaimedJob;
import org.imagebuilder.queue.Dependencies;
import org.imagebuilder.queue.Ids;
import org.imagebuilder.queue.JobState;
import org.imagebuilder.queue.NewJob;
import org.imagebuilder.queue.Outcome;
import org.imagebuilder.queue.Publication;
import org.imagebuilder.queue.QueueFixture;
import org.imagebuilder.queue.RawJson;
import org.imagebuilder.queue.Results;
import org.imagebuilder.queue.Statements;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A process that has just changed a job may be slow to say so; what another one does next must not be told first. */
class EventOrderTest {

    @AutoClose
    private final QueueFixture slow = new QueueFixture();

    private final QueueFixture quick = slow.another();
    private final EventReader events = new EventReader(slow.clients);

    @Test
    @DisplayName("a cancellation is told after what it ends, though nobody has told that yet")
    void cancellation() {
        slow.dispatcher.publishing(false);
        UUID compose = slow.compose("depsolve");

        assertThat(quick.cancellations.cancelTree(compose, "test").jobs()).isEqualTo(1);

        assertTold(compose, "QUEUED", "READY", "CANCELED");
    }

    @Test
    @DisplayName("a cancellation that had to wait for a change is told after it")
    void cancellationAmidChange() throws Exception {
        UUID done = slow.enqueue("ostree-resolve");
        slow.succeed(done);
        slow.dispatcher.stop();
        UUID compose = slow.compose(new NewJob(Ids.next(), "depsolve", "null", List.of(done)));
        CompletableFuture<CanceledTree> canceled;
        try (Connection connection = slow.pool.getConnection()) {
            connection.setAutoCommit(false);
            Statements slowly = new Statements(
                    new SingleConnectionDataSource(connection, true),
                    slow.clock,
                    QueueFixture.GRACE,
                    _ -> Publication.NOTHING,
                    slow.statements.vault());
            var _ = new Dependencies(slowly, QueueFixture.RULES).enforce(List.of(compose), List.of());
            canceled = CompletableFuture.supplyAsync(() -> quick.cancellations.cancelTree(compose, "test"));
            await().until(() -> slow.count("pg_locks WHERE NOT granted AND locktype = 'transactionid'") > 0);
            connection.commit();
        }

        assertThat(canceled.get(20, TimeUnit.SECONDS).jobs()).isEqualTo(1);

        assertTold(compose, "QUEUED", "READY", "CANCELED");
    }

    @Test
    @DisplayName("a result, a hand-back and a loss are told after the hand-out")
    void afterHandOut() {
        UUID finished = handedOutSilently();
        UUID handedBack = handedOutSilently();
        UUID lost = handedOutSilently();

        assertThat(quick.results.finish(quick.held(token(finished)), RawJson.of("{}"), Outcome.success("{}")))
                .isPresent();
        assertThat(quick.handOuts.handBack(quick.held(token(handedBack)), "test"))
                .isPresent();
        assertThat(quick.lose(token(lost), 2)).isPresent();

        assertTold(finished, "QUEUED", "READY", "STARTED", "FINISHED");
        assertTold(handedBack, "QUEUED", "READY", "STARTED", "HANDED_BACK");
        assertTold(lost, "QUEUED", "READY", "STARTED", "REQUEUED");
    }

    @Test
    @DisplayName("a deletion is told after the end of what it deletes")
    void deletion() {
        slow.dispatcher.publishing(false);
        UUID compose = slow.compose("depsolve");
        slow.succeed(compose);

        quick.deletions.delete(compose, "test");

        assertTold(compose, "QUEUED", "READY", "STARTED", "FINISHED", "DELETED");
    }

    @Test
    @DisplayName(
            "a job whose dependency ends before anybody heard of the job becomes ready, or fails, after it was queued")
    void newDependents() {
        slow.dispatcher.stop();
        UUID successful = slow.compose("manifest");
        UUID failed = slow.compose("manifest");
        quick.dispatcher.stop();
        quick.succeed(successful);
        quick.fail(failed);
        slow.dispatcher.publishing(false);
        UUID second = Ids.next();
        slow.store(slow.channel, new NewJob(second, "osbuild:x86_64", "{}", List.of(successful)));
        UUID third = Ids.next();
        slow.store(slow.channel, new NewJob(third, "osbuild:x86_64", "{}", List.of(failed)));

        quick.dependencies.enforce(List.of(), List.of(successful, failed));

        assertTold(second, "QUEUED", "READY");
        assertTold(third, "QUEUED", "FINISHED");
    }

    @Test
    @DisplayName("a job becomes ready after the ends of all its dependencies are told, whoever took their results")
    void dependencies() {
        slow.dispatcher.stop();
        quick.dispatcher.stop();
        NewJob one = new NewJob(Ids.next(), "depsolve", "null", List.of());
        NewJob two = new NewJob(Ids.next(), "container-resolve", "null", List.of());
        NewJob last = new NewJob(Ids.next(), "manifest", "null", List.of(one.id(), two.id()));
        slow.compose(one, two, last);
        ClaimedJob first = slow.claim(one.id());
        ClaimedJob second = quick.claim(two.id());
        slow.dispatcher.publishing(false);
        slow.finish(first);

        quick.finish(second);

        assertThat(slow.stateOf(last.id())).isEqualTo(JobState.READY);
        await().until(() -> told(last.id()).contains("READY " + last.id()));
        assertThat(told(last.id()))
                .containsSubsequence("FINISHED " + one.id(), "READY " + last.id())
                .containsSubsequence("FINISHED " + two.id(), "READY " + last.id());
    }

    private List<String> told(UUID compose) {
        return events.jobEvents(compose).stream()
                .map(event -> event.getChange() + " " + event.getJobId())
                .toList();
    }

    @Test
    @DisplayName("an event that did not get through is sent again before the next one of the same job")
    void failedBefore() {
        UUID compose = slow.compose("depsolve");
        await().until(() -> slow.count("outbox") == 0);
        AtomicBoolean broken = new AtomicBoolean(true);
        List<Callback> withheld = new ArrayList<>();
        try (OutboxRelay relay = new OutboxRelay(
                withholding(slow.clients.producer(), broken, withheld),
                slow.topics,
                new OutboxDeletions(slow.pool),
                "/imagebuilder/test")) {
            Statements statements =
                    new Statements(slow.pool, slow.clock, QueueFixture.GRACE, relay, slow.statements.vault());
            slow.dispatcher.publishing(false);
            ClaimedJob claimed = slow.claim(compose);
            Publication started = relay.publish(outbox());
            await().until(() -> withheld.size() == 2);
            broken.set(false);

            Publication finished = new Results(statements)
                    .finish(claimed.handle(), RawJson.of("{}"), Outcome.success("{}"))
                    .orElseThrow()
                    .publication();
            assertThat(finished.acknowledged())
                    .as("it waits for the one before")
                    .isNotDone();
            withheld.forEach(callback -> callback.onCompletion(null, new TimeoutException("lost on the way")));

            assertThat(finished.settled(QueueFixture.PATIENCE)).isTrue();
            assertThat(started.settled(Duration.ZERO)).isFalse();
        }

        assertTold(compose, "QUEUED", "READY", "STARTED", "FINISHED");
    }

    @Test
    @DisplayName(
            "nothing follows an event that the client refuses on the spot, since it does not know the topic any more")
    void refused() {
        slow.dispatcher.publishing(false);
        UUID compose = slow.compose("depsolve");
        slow.succeed(compose);
        AtomicBoolean refusing = new AtomicBoolean(true);
        try (OutboxRelay relay = new OutboxRelay(
                refusingOne(slow.clients.producer(), refusing),
                slow.topics,
                new OutboxDeletions(slow.pool),
                "/imagebuilder/test")) {
            assertThat(relay.publish(outbox()).settled(QueueFixture.PATIENCE)).isFalse();
            assertThat(relay.publish(outbox()).settled(QueueFixture.PATIENCE)).isTrue();
        }

        assertTold(compose, "QUEUED", "READY", "STARTED", "FINISHED");
    }

    private UUID handedOutSilently() {
        slow.dispatcher.publishing(true);
        UUID compose = slow.compose("depsolve");
        await().until(() -> slow.count("outbox WHERE key = '%s'".formatted(compose)) == 0);
        slow.dispatcher.publishing(false);
        slow.claim(compose);
        return compose;
    }

    private UUID token(UUID job) {
        return slow.sql()
                .sql("SELECT token FROM job WHERE id = ?")
                .param(job)
                .query(UUID.class)
                .single();
    }

    private List<OutboxRow> outbox() {
        return slow.sql()
                .sql("SELECT * FROM outbox ORDER BY id")
                .query(OutboxRows::read)
                .list();
    }

    private void assertTold(UUID key, String... changes) {
        await().until(() -> events.jobEvents(key).size() >= changes.length);
        // what was slow may come once more, as the same event
        assertThat(events.jobEvents(key).stream().filter(new HashSet<>()::add).map(JobEvent::getChange))
                .extracting(Enum::name)
                .containsExactly(changes);
    }

    /** The real producer, on a connection that loses everything for a while. */
    private static Producer<byte[], byte[]> withholding(
            Producer<byte[], byte[]> producer, AtomicBoolean broken, List<Callback> withheld) {
        return intercepted(producer, callback -> broken.get() && withheld.add(callback));
    }

    /** The real producer, which tells of the first record like one that has waited in vain for the topic's metadata. */
    private static Producer<byte[], byte[]> refusingOne(Producer<byte[], byte[]> producer, AtomicBoolean refusing) {
        return intercepted(producer, callback -> {
            boolean refused = refusing.getAndSet(false);
            if (refused) {
                callback.onCompletion(null, new TimeoutException("not present in metadata"));
            }
            return refused;
        });
    }

    /** @param kept takes the callback of a record, and tells whether the real producer shall not get it */
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

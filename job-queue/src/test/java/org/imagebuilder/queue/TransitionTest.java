package org.imagebuilder.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DuplicateKeyException;

/** The table of transitions, pair by pair, against what the statements do. */
class TransitionTest {

    private static final QueueFixture QUEUE = new QueueFixture();

    /** A job with the last token it had; a random one if it never had any. */
    private record Job(UUID id, UUID token) {}

    static {
        // new jobs stay pending, and events where they can be seen
        QUEUE.dispatcher.stop();
        QUEUE.dispatcher.publishing(false);
    }

    private static final UUID DONE = QUEUE.enqueue("ostree-resolve");

    @BeforeAll
    static void finishOne() {
        QUEUE.succeed(DONE);
    }

    @AfterAll
    static void close() {
        QUEUE.close();
    }

    static Stream<Arguments> pairs() {
        return Arrays.stream(Transition.values())
                .flatMap(change -> Arrays.stream(JobState.values()).map(state -> Arguments.of(change, state)));
    }

    @ParameterizedTest(name = "{0} from {1}")
    @MethodSource("pairs")
    void doesWhatTheTableSays(Transition change, JobState from) {
        Job job = jobIn(from);
        List<String> before = traceOf(job);

        attempt(change, job);

        if (change.allowedFrom(from)) {
            assertThat(QUEUE.stateOf(job.id())).isEqualTo(change.to());
            assertThat(lastEventOf(job)).isEqualTo(change + " " + from + " " + change.to());
        } else {
            assertThat(traceOf(job)).isEqualTo(before);
        }
    }

    @Test
    void aNewJobIsQueued() {
        Job job = jobIn(JobState.PENDING);

        assertThat(QUEUE.stateOf(job.id())).isEqualTo(Transition.QUEUED.to());
        assertThat(lastEventOf(job)).isEqualTo("QUEUED null PENDING");
    }

    @Test
    @DisplayName("what depends on nothing is ready at once")
    void aNewJobIsReady() {
        Job job = new Job(QUEUE.enqueue("depsolve"), UUID.randomUUID());

        assertThat(QUEUE.stateOf(job.id())).isEqualTo(Transition.READY.to());
        assertThat(eventsOf(job)).containsExactly("QUEUED null PENDING", "READY PENDING READY");
    }

    private static Job jobIn(JobState state) {
        // it has nothing to wait for, but nobody has seen that yet
        UUID id = QUEUE.enqueue("depsolve", DONE);
        if (state == JobState.PENDING) {
            return new Job(id, UUID.randomUUID());
        }
        QUEUE.dependencies.enforce(List.of(id), List.of());
        ClaimedJob claimed = QUEUE.claim(id);
        QUEUE.results.progress(claimed.handle(), RawJson.of("{\"done\": 1}"), "{\"d\": 1}");
        switch (state) {
            case PENDING, RUNNING -> {}
            case READY -> QUEUE.lose(claimed.token(), 2);
            case FINISHED -> QUEUE.finish(claimed);
            case CANCELED -> QUEUE.cancel(id);
        }
        return new Job(id, claimed.token());
    }

    private static void attempt(Transition change, Job job) {
        switch (change) {
            case QUEUED -> enqueueAgain(job);
            case READY -> QUEUE.dependencies.enforce(List.of(job.id()), List.of(job.id()));
            case STARTED -> QUEUE.handOuts.claim(job.id(), null, null);
            case HANDED_BACK -> QUEUE.handOuts.handBack(QUEUE.held(job.token()), "test");
            case REQUEUED -> QUEUE.lose(job.token(), 2);
            case FINISHED -> {
                // each of the three ways to the same end has states of its own
                QUEUE.results.finish(QUEUE.held(job.token()), RawJson.of(QueueFixture.RESULT), Outcome.success("{}"));
                QUEUE.results.failUnstarted(
                        job.id(), QueueFixture.RESULT, Outcome.failed("{}", QueueFixture.FAILURE), "test");
                QUEUE.lose(job.token(), 0);
            }
            case CANCELED -> QUEUE.cancellations.cancel(job.id(), "test");
        }
    }

    private static void enqueueAgain(Job job) {
        try {
            QUEUE.store(QUEUE.channel, new NewJob(job.id(), "manifest", "{}", List.of()));
        } catch (DuplicateKeyException _) {
            // its id is taken, and what is stored under it stays as it is
        }
    }

    private static List<String> traceOf(Job job) {
        List<String> trace = new ArrayList<>(QUEUE.everythingAbout(job.id()));
        trace.addAll(eventsOf(job));
        return trace;
    }

    private static String lastEventOf(Job job) {
        return eventsOf(job).getLast();
    }

    private static List<String> eventsOf(Job job) {
        return QUEUE.sql()
                .sql("SELECT concat_ws(' ', change, coalesce(previous_state, 'null'), state) FROM outbox"
                        + " WHERE job_id = ? AND kind = 'JOB' ORDER BY id")
                .param(job.id())
                .query((row, _) -> row.getString(1))
                .list();
    }
}

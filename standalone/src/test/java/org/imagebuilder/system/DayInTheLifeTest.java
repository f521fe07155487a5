package org.imagebuilder.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.imagebuilder.events.JobChange;
import org.imagebuilder.events.JobEvent;
import org.imagebuilder.events.WorkerChange;
import org.imagebuilder.events.WorkerEvent;
import org.imagebuilder.queue.Heartbeats;
import org.imagebuilder.queue.Jobs;
import org.imagebuilder.system.Json.Answer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A day in simulated time, with workers that die, come back late, finish twice and send garbage. */
class DayInTheLifeTest {

    /** Far from today, so that this day's events are told from those of other tests on the same broker. */
    private static final Instant MORNING = Instant.parse("2031-05-01T00:00:00Z");

    private static final System.Logger LOG = System.getLogger(DayInTheLifeTest.class.getName());
    private static final Duration DAY = Duration.ofDays(1);
    /** How much of the day is lived through: a whole one takes some minutes, and PT24H asks for it. */
    private static final Duration HOURS = Duration.parse(System.getProperty("imagebuilder.test.day", "PT1H"));

    private static final int STEPS_OF_OVERTIME = 500;
    private static final int WORKERS_PER_LOOP = 16;
    private static final int COMPOSES_PER_STEP = 3;
    private static final int ONE_IN_25 = 25;
    private static final int STEPS_BETWEEN_BEATS = 3;
    private static final Duration ON_THE_WAY = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String[] SETTINGS = {
        "--imagebuilder.gateway.request-job-timeout=2s",
        "--imagebuilder.gateway.client-check-interval=20ms",
        // in simulated time: three steps of silence for a job, eight for a worker
        "--imagebuilder.dispatcher.job-timeout=5m",
        "--imagebuilder.dispatcher.worker-timeout=15m",
        "--imagebuilder.queue.outbox-grace=10m",
        "--imagebuilder.dispatcher.heal-age=20m",
        // in real time
        "--imagebuilder.dispatcher.watch-interval=20ms",
        "--imagebuilder.dispatcher.worker-watch-interval=100ms",
        "--imagebuilder.dispatcher.retention-interval=500ms",
        "--logging.level.org.imagebuilder=warn"
    };

    private final long seed = System.nanoTime();
    private final SimulatedClock clock = new SimulatedClock(MORNING);
    private final Cluster cluster = Cluster.start(1, 2, 2, clock, SETTINGS);
    private final JdbcClient database = cluster.sql();
    private final Day day =
            new Day(clock, seed, () -> cluster.ofGateways(Heartbeats.class).forEach(Heartbeats::flush));
    private final List<UUID> composes = new ArrayList<>();
    private final Map<UUID, Long> unheld = new HashMap<>();
    private final Set<UUID> cancellable = new TreeSet<>();
    private final Set<UUID> canceled = new TreeSet<>();

    @Test
    @DisplayName("after hours of lost, late, confused and cancelled work every job has ended once, as its events say")
    void aDay() throws Exception {
        try (cluster) {
            LOG.log(Level.INFO, "the seed of this day is {0}", Long.toString(seed));
            liveThroughTheDay();
            LOG.log(Level.INFO, "{0} composes, {1} cancelled, {2}", composes.size(), canceled.size(), day.fates);
            assertThat(day.mistakes).isEmpty();
            assertEveryJobEndedOnce();
            assertEventsReplay();
            assertPromisesKept();
            assertWorkersReplay();
            assertNothingIsKeptForEver();
        }
    }

    private void liveThroughTheDay() throws Exception {
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                for (int i = 0; i < 2 * WORKERS_PER_LOOP; i++) {
                    var _ = workers.submit(new DayWorker(cluster.gateway(i / 2), HttpWorker.LOOPS.get(i % 2), day));
                }
                for (int step = 0; clock.instant().isBefore(MORNING.plus(HOURS)); step++) {
                    submit();
                    cancelSome();
                    takeAStep(step);
                }
                for (int step = 0; unfinished() > 0 && step < STEPS_OF_OVERTIME; step++) {
                    takeAStep(step);
                }
            } finally {
                day.end();
                // lets go of whoever waits for the next step, or for a later hour
                day.step.arriveAndDeregister();
                clock.advance(DAY);
            }
        }
    }

    private void submit() throws Exception {
        URI composer = cluster.composer(0);
        for (int i = 0; i < COMPOSES_PER_STEP; i++) {
            Answer answer = Json.post(composer, "/compose", ManyComposesTest.COMPOSE);
            assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
            UUID id = UUID.fromString(answer.body().path("id").asString());
            composes.add(id);
            if (day.dice(ONE_IN_25) == 0) {
                cancellable.add(id);
            }
        }
    }

    /** Some are cancelled while they wait, some while they run, some too late. */
    private void cancelSome() throws Exception {
        for (UUID id : List.copyOf(cancellable)) {
            if (day.dice(3) == 0) {
                cancellable.remove(id);
                Answer answer = Json.post(
                        cluster.composer(0), "/composes/" + id + "/cancel", "{\"reason\":\"it is not needed\"}");
                assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
                if (answer.body().path("canceled").asInt() > 0) {
                    canceled.add(id);
                }
            }
        }
    }

    private void takeAStep(int number) throws Exception {
        if (number % STEPS_BETWEEN_BEATS == 0) {
            for (Map.Entry<String, URI> worker : day.living.entrySet()) {
                Json.post(worker.getValue(), "/workers/" + worker.getKey() + "/status", "");
            }
        }
        await(this::isEverybodyBusyOrWithoutWork);
        day.step.awaitAdvanceInterruptibly(day.step.arrive(), PATIENCE.toSeconds(), TimeUnit.SECONDS);
        await(() -> silent() == 0);
    }

    private void await(Callable<Boolean> condition) {
        try {
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .atMost(PATIENCE)
                    .until(condition);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "at %s, %s at work, %s; jobs: %s"
                            .formatted(
                                    clock.instant(),
                                    day.step,
                                    day.mistakes,
                                    database.sql("SELECT * FROM job WHERE state IN ('PENDING', 'READY', 'RUNNING')")
                                            .query()
                                            .listOfRows()),
                    e);
        }
    }

    private boolean isEverybodyBusyOrWithoutWork() {
        List<UUID> tokens = database.sql("SELECT token FROM job WHERE state = 'RUNNING'")
                .query(UUID.class)
                .list();
        return tokens.stream().allMatch(this::isHeldOrLost)
                && HttpWorker.LOOPS.stream().allMatch(this::isBusyOrWithoutWork);
    }

    /**
     * A worker that hangs up while the answer is on its way is noticed by nobody, until its heartbeat is missing. All
     * others have what they were given.
     */
    private boolean isHeldOrLost(UUID token) {
        return day.tokens.contains(token)
                || System.nanoTime() - unheld.computeIfAbsent(token, _ -> System.nanoTime()) > ON_THE_WAY.toNanos();
    }

    private boolean isBusyOrWithoutWork(String loop) {
        return day.idle(loop).get() == 0 || waiting(loop.replace("\"", "").split(",")) == 0;
    }

    private int waiting(String... types) {
        return database.sql("""
                        SELECT count(*) FROM job j
                        WHERE split_part(j.type, ':', 1) = ANY (:types)
                          AND (state = 'READY' OR state = 'PENDING' AND NOT EXISTS (
                              SELECT FROM job_dependency d JOIN job p ON p.id = d.dependency_id
                              WHERE d.job_id = j.id AND p.state NOT IN ('FINISHED', 'CANCELED')))
                        """).param("types", types).query(Integer.class).single();
    }

    private int silent() {
        return database.sql("SELECT count(*) FROM job WHERE state = 'RUNNING' AND heartbeat_at <= :before")
                .param("before", clock.instant().minus(Duration.ofMinutes(5)).atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single();
    }

    private int unfinished() {
        return count("SELECT count(*) FROM job WHERE state IN ('PENDING', 'READY', 'RUNNING')");
    }

    private int count(String sql) {
        return database.sql(sql).query(Integer.class).single();
    }

    private void assertEveryJobEndedOnce() {
        assertThat(unfinished()).isZero();
        awaitEvents();
        Map<UUID, List<JobEvent>> jobs = EventLedger.read().jobsSince(MORNING);
        assertThat(jobs).hasSize(2 * composes.size());
        assertThat(jobs.values()).allSatisfy(history -> {
            assertThat(history.getFirst().getChange()).isEqualTo(JobChange.QUEUED);
            assertThat(history.stream().filter(event -> isEnd(event.getChange())))
                    .hasSize(1);
            assertThat(isEnd(history.getLast().getChange())).isTrue();
            for (int i = 1; i < history.size(); i++) {
                assertThat(history.get(i).getPreviousState())
                        .isEqualTo(history.get(i - 1).getState());
            }
        });
    }

    private static boolean isEnd(JobChange change) {
        return change == JobChange.FINISHED || change == JobChange.CANCELED;
    }

    private void awaitEvents() {
        await(() -> count("SELECT count(*) FROM outbox") == 0);
    }

    private void assertEventsReplay() {
        EventLedger ledger = EventLedger.read();
        assertThat(Replay.jobs(ledger.jobsSince(MORNING))).isEqualTo(Replay.jobs(database));
        assertThat(Replay.composes(ledger.composesSince(MORNING)))
                .hasSize(composes.size())
                .isEqualTo(Replay.composes(database));
    }

    private void assertPromisesKept() {
        Jobs jobs = cluster.ofGateways(Jobs.class).getFirst();
        day.accepted.forEach((job, mark) ->
                assertThat(jobs.payload(job).orElseThrow().result()).contains(mark));
        Set<UUID> canceledJobs = Set.copyOf(database.sql("SELECT id FROM job WHERE state = 'CANCELED'")
                .query(UUID.class)
                .list());
        assertThat(canceledJobs).containsAll(day.told).containsAll(day.refused).containsAll(canceled);
        // what no worker finished was given up, was failed by its dependency, or was cancelled
        assertThat(count("SELECT count(*) FROM job WHERE state = 'FINISHED' AND coalesce(error_id, 0) NOT IN (9, 27)"))
                .isEqualTo(day.accepted.size());
    }

    /** Nobody has been heard of for a day. */
    private void assertWorkersReplay() {
        await(() -> count("SELECT count(*) FROM worker") == 0);
        awaitEvents();
        assertThat(EventLedger.read().workersSince(MORNING).values())
                .allSatisfy(history -> assertThat(history)
                        .extracting(WorkerEvent::getChange)
                        .containsExactly(WorkerChange.REGISTERED, WorkerChange.REMOVED));
    }

    /** Two weeks later nothing is left, and the events say so. */
    private void assertNothingIsKeptForEver() {
        clock.advance(Duration.ofDays(15));
        await(() -> count("SELECT (SELECT count(*) FROM job) + (SELECT count(*) FROM compose)") == 0);
        awaitEvents();
        assertThat(Replay.jobs(EventLedger.read().jobsSince(MORNING))).isEmpty();
    }
}

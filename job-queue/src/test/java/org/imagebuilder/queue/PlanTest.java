package org.imagebuilder.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.imagebuilder.queue.Retention.Position;
import org.imagebuilder.queue.outbox.LanePublisher;
import org.imagebuilder.queue.outbox.OutboxDeletions;
import org.imagebuilder.queue.outbox.OutboxRelay;
import org.imagebuilder.queue.outbox.OutboxSweeper;
import org.imagebuilder.testsupport.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;

/**
 * A million finished jobs cost nothing: whatever runs per job finds its rows by an index, and reads no index from end to
 * end, save those that hold only what is in flight. That holds for plans, too, that a connection made before there was
 * anything and kept. Asserted on PostgreSQL's plans, never on time.
 */
class PlanTest {

    private static final Set<String> TABLES = Set.of("job", "job_payload", "job_dependency", "compose");
    private static final Set<String> IN_FLIGHT = Set.of("job_pending", "job_ready", "job_token", "job_of_worker");

    /** As the services' connections have it. */
    private static final String OPTIONS =
            "-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c enable_material=off";

    private static @Nullable PlanRecorder recorder;

    private static final QueueFixture QUEUE = new QueueFixture(PlanTest::record);

    /** The first column of each index. */
    private static final Map<String, String> LEADING = new HashMap<>();

    private static final List<UUID> PENDING = new ArrayList<>();
    private static final List<UUID> READY = new ArrayList<>();
    private static final List<ClaimedJob> RUNNING = new ArrayList<>();

    private static DataSource record(DataSource database) {
        TestDatabase quiet = QueueFixture.freshDatabase();
        JdbcClient.create(quiet.dataSource()).sql("VACUUM ANALYZE outbox").update();
        PlanRecorder created = PlanRecorder.planning(
                database,
                Map.of(
                        "full",
                        database,
                        "new",
                        QueueFixture.freshDatabase().dataSource(OPTIONS),
                        "new with an outbox known to be empty",
                        quiet.dataSource(OPTIONS)));
        recorder = created;
        return created.dataSource();
    }

    @BeforeAll
    static void aMillionFinishedJobsAndAFewHundredInFlight() throws Exception {
        QUEUE.dispatcher.stop();
        QUEUE.dispatcher.publishing(false);
        history();
        for (int i = 0; i < 100; i++) {
            NewJob running = job("depsolve");
            NewJob ready = job("container-resolve");
            NewJob pending = job("manifest", running.id(), ready.id());
            QUEUE.submissions.enqueue(
                    new JobGraph(QUEUE.channel, compose(pending), List.of(running, ready, pending), Origin.NONE));
            RUNNING.add(QUEUE.claim(running.id()));
            READY.add(ready.id());
            PENDING.add(pending.id());
        }
        QUEUE.sql().sql("ANALYZE").update();
        QUEUE.sql()
                .sql("""
                        SELECT c.relname, pg_get_indexdef(c.oid, 1, true) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
                        WHERE c.relnamespace = 'public'::regnamespace
                        """)
                .query((row, _) -> Map.entry(row.getString(1), row.getString(2)))
                .list()
                .forEach(index -> LEADING.put(index.getKey(), index.getValue()));
    }

    /** Four jobs per compose, each of which needs the one before; the fourth is the root. */
    private static void history() throws Exception {
        try (var connection = QUEUE.database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            // foreign keys are right by construction
            statement.execute("SET session_replication_role = replica");
            statement.execute("""
                    CREATE TEMPORARY TABLE done AS
                    SELECT n, lpad(to_hex(n), 32, '0')::uuid AS id,
                           lpad(to_hex((n - 1) / 4 * 4 + 4), 32, '0')::uuid AS compose_id,
                           timestamptz '2026-10-20Z' + n * interval '1 s' AS at
                    FROM generate_series(1, 1000000) n
                    """);
            statement.execute("""
                    INSERT INTO compose (id, channel, created_at, expires_at, request)
                    SELECT id, 'org-' || n % 1000, at, at + interval '14 d', '{}' FROM done WHERE n % 4 = 0
                    """);
            statement.execute("""
                    INSERT INTO job (id, compose_id, type, channel, state, attempt, queued_at, ready_at, started_at,
                                     finished_at, expires_at)
                    SELECT id, compose_id,
                           (ARRAY['koji-finalize', 'depsolve', 'manifest', 'osbuild:x86_64'])[n % 4 + 1],
                           'org-' || n / 4 % 1000, 'FINISHED', 1, at, at, at, at, at + interval '14 d' FROM done
                    """);
            // a few belong to no compose
            statement.execute("UPDATE job SET compose_id = NULL WHERE type = 'depsolve' AND channel < 'org-1'");
            statement.execute("INSERT INTO job_payload (job_id, arguments, result) SELECT id, '{}', '{}' FROM done");
            statement.execute("""
                    INSERT INTO job_dependency (job_id, ordinal, dependency_id)
                    SELECT id, 0, lpad(to_hex(n - 1), 32, '0')::uuid FROM done WHERE n % 4 <> 1
                    """);
        }
    }

    private static NewJob job(String type, UUID... dependencies) {
        return new NewJob(Ids.next(), type, "{}", List.of(dependencies));
    }

    private static NewCompose compose(NewJob root) {
        return new NewCompose(root.id(), "{}", null, null, null);
    }

    @AfterAll
    static void close() {
        QUEUE.close();
    }

    @TestFactory
    Stream<DynamicTest> whatRunsPerJobUsesIndexes() {
        Outcome success = Outcome.success("{}");
        Outcome failure = Outcome.failed("{}", QueueFixture.FAILURE);
        Duration minute = Duration.ofMinutes(1);
        NewJob single = job("depsolve");
        Payloads payloads = new Payloads(QUEUE.statements);
        Composes composes = new Composes(QUEUE.statements);
        FinishedJobs finished = new FinishedJobs(QUEUE.statements);
        LimitedSubmissions limited = new LimitedSubmissions(
                QUEUE.submissions,
                QUEUE.statements,
                TransactionOperations.withoutTransaction(),
                _ -> new TenantLimits(10, Duration.ofHours(1), 10_000));
        UUID worker = QUEUE.workers.register(QUEUE.channel, "x86_64");
        return Stream.of(
                operation("enqueue within limits", () -> submit(limited, job("image"))),
                operation("enqueue", () -> QUEUE.compose(single, job("manifest", single.id(), READY.get(90)))),
                operation("claim", () -> QUEUE.claim(READY.get(0))),
                operation("claim for a worker", () -> QUEUE.handOuts.claim(READY.get(1), 0, worker)),
                operation("hand back", () -> QUEUE.handOuts.handBack(QUEUE.held(token(0)), "test")),
                operation("progress", () -> QUEUE.results.progress(QUEUE.held(token(1)), RawJson.of("{}"), "{}")),
                operation("finish", () -> QUEUE.results.finish(QUEUE.held(token(2)), RawJson.of("{}"), success)),
                operation("fail unstarted", () -> QUEUE.results.failUnstarted(PENDING.get(3), "{}", failure, "test")),
                operation("cancel", () -> QUEUE.cancel(PENDING.get(4))),
                operation("cancel a compose", () -> QUEUE.cancellations.cancelTree(PENDING.get(10), "test")),
                operation("forget tokens", () -> QUEUE.cancellations.forgetTokens(minute)),
                operation("heartbeats", PlanTest::beat),
                operation("lose silent", () -> QUEUE.lose(token(5), 2)),
                operation("lose orphaned", () -> QUEUE.losses(2).takeOrphaned(minute)),
                operation("enforce", () -> QUEUE.dependencies.enforce(PENDING, READY)),
                operation("enforce one", () -> QUEUE.dependencies.enforce(List.of(), READY.subList(9, 10))),
                operation("forgotten", () -> QUEUE.dependencies.forgotten(minute)),
                operation("status", () -> QUEUE.jobs.withDependencies(PENDING.get(6))),
                operation("status of a job of its own", () -> QUEUE.jobs.withDependencies(READY.get(91))),
                operation("one job", () -> QUEUE.jobs.find(PENDING.get(7))),
                operation("payload", () -> QUEUE.jobs.payload(PENDING.get(7))),
                operation("arguments", () -> payloads.arguments(PENDING.get(7))),
                operation("result", () -> payloads.result(PENDING.get(7), 1024)),
                operation("size of results", () -> payloads.largestResult(PENDING)),
                operation("first page of composes", () -> composes.page("org-7", null, 100)),
                operation("a later page of composes", () -> composes.page("org-7", new UUID(0, 900_000), 100)),
                operation("what was asked for", () -> composes.request(PENDING.get(7))),
                operation("succeeded dependents", () -> finished.succeededDependents(new UUID(0, 300_001), "manifest")),
                operation("dependents", () -> QUEUE.jobs.dependents(READY.get(8))),
                operation("state by token", () -> QUEUE.jobs.stateOf(QUEUE.held(token(6)))),
                operation("job by token", () -> QUEUE.jobs.heldBy(QUEUE.held(token(6)))),
                operation("standings", () -> QUEUE.jobs.standings(READY)),
                operation("register worker", () -> QUEUE.workers.register(QUEUE.channel, "aarch64")),
                operation("worker heartbeat", () -> QUEUE.workers.beat(worker, QUEUE.channel)),
                operation("worker known", () -> QUEUE.workers.isRegistered(worker)),
                operation("workers of a channel", () -> QUEUE.registry.page(QUEUE.channel, null, 100)),
                operation("one worker", () -> QUEUE.registry.find(QUEUE.channel, worker)),
                operation("remove silent workers", () -> QUEUE.workers.removeSilent(minute, "test")),
                operation("census of jobs", () -> new Census(QUEUE.statements).jobs()),
                operation("census of workers", () -> new Census(QUEUE.statements).workers()),
                operation("census of the outbox", () -> new Census(QUEUE.statements).outbox()),
                operation("backlog", () -> QUEUE.readyJobs.waitingFor(minute)),
                operation(
                        "publish missing",
                        () -> QUEUE.readyJobs.publishMissing(QUEUE.channel, "container-resolve", minute, held())),
                operation("delete", () -> QUEUE.deletions.delete(new UUID(0, 400_000), "test")),
                operation("expired composes", () -> tenDaysLater().removeComposes(Position.START, 100)),
                operation("expired jobs", () -> tenDaysLater().removeJobs(Position.START, 1000)),
                operation("sweep", PlanTest::sweep),
                operation("relay", PlanTest::relay));
    }

    private static DynamicTest operation(String name, Runnable operation) {
        return DynamicTest.dynamicTest(name, () -> assertIndexed(operation));
    }

    private static void submit(LimitedSubmissions limited, NewJob root) {
        limited.enqueue(new JobGraph(QUEUE.channel, compose(root), List.of(root), Origin.NONE));
    }

    private static UUID token(int index) {
        return RUNNING.get(index).token();
    }

    private static void beat() {
        RUNNING.forEach(job -> QUEUE.heartbeats.beat(job.token()));
        QUEUE.heartbeats.flush();
    }

    /** When more than half of the history has expired. */
    private static Retention tenDaysLater() {
        Clock later = Clock.offset(QUEUE.clock, Duration.ofDays(10));
        Statements statements = QUEUE.statements;
        return new Retention(new Statements(
                statements.jdbc(), statements.payloads(), later, statements.listener(), statements.vault()));
    }

    private static List<ReadyJobs.Reference> held() {
        return READY.stream().map(job -> new ReadyJobs.Reference(job, 0)).toList();
    }

    private static void sweep() {
        DataSource recorded = recorder().dataSource();
        try (var publisher = new LanePublisher(
                QUEUE.clients.producer(), QUEUE.topics, new OutboxDeletions(recorded), "/imagebuilder/test")) {
            new OutboxSweeper(recorded, publisher, QUEUE.clock, Duration.ofSeconds(-1)).sweep();
            await().until(() -> recorder().hasSeen("DELETE FROM outbox"));
        }
    }

    private static void relay() {
        try (var relay = new OutboxRelay(
                recorder().dataSource(), QUEUE.clients::eventProducer, QUEUE.topics, "/imagebuilder/test")) {
            assertThat(relay.relay().relayed()).isPositive();
        }
    }

    private static PlanRecorder recorder() {
        return Objects.requireNonNull(recorder);
    }

    private static void assertIndexed(Runnable operation) {
        assertThat(recorder().plansOf(operation))
                .isNotEmpty()
                .allSatisfy(plan -> assertThat(plan.scans())
                        .as("%s plan of %s%n%s", plan.made(), plan.sql(), plan.root())
                        .allSatisfy(PlanTest::assertSelective));
    }

    private static void assertSelective(JsonNode scan) {
        if (TABLES.contains(scan.path("Relation Name").asString(""))) {
            assertThat(scan.path("Node Type").asString()).isNotEqualTo("Seq Scan");
        }
        String index = scan.path("Index Name").asString("");
        boolean ofHistory = TABLES.stream().anyMatch(table -> index.startsWith(table + '_'));
        if ((ofHistory && !IN_FLIGHT.contains(index)) || index.equals("outbox_pkey")) {
            assertThat(scan.has("Index Cond"))
                    .as("%s is read from end to end", index)
                    .isTrue();
        }
        if (scan.has("Index Cond") && !IN_FLIGHT.contains(index)) {
            assertThat(scan.path("Index Cond").asString())
                    .as("%s is read from end to end", index)
                    .containsPattern("\\b" + LEADING.get(index) + "\\b");
        }
    }
}

package org.imagebuilder.queue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.imagebuilder.migrations.Migrations;
import org.imagebuilder.queue.lanes.Lane;
import org.imagebuilder.queue.lanes.LaneSettings;
import org.imagebuilder.queue.lanes.Lanes;
import org.imagebuilder.queue.lanes.WaitEnd;
import org.imagebuilder.queue.lanes.Waiting;
import org.imagebuilder.queue.outbox.KafkaClients;
import org.imagebuilder.queue.outbox.LanePublisher;
import org.imagebuilder.queue.outbox.OutboxDeletions;
import org.imagebuilder.queue.outbox.OutboxRelay;
import org.imagebuilder.queue.outbox.OutboxSweeper;
import org.imagebuilder.queue.outbox.TopicSettings;
import org.imagebuilder.queue.outbox.Topics;
import org.imagebuilder.queue.secrets.KeyRing;
import org.imagebuilder.queue.secrets.Vault;
import org.imagebuilder.testsupport.TestDatabase;
import org.imagebuilder.testsupport.TestKafka;
import org.imagebuilder.testsupport.TestPostgres;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An instance of a service that has every part of the queue, on a database that only this test uses. */
public final class QueueFixture implements AutoCloseable {

    public static final Duration GRACE = Duration.ofSeconds(5);
    /** Longer than anything takes that works. */
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Members of lanes stay for a whole test. */
    private static final Duration IDLE = Duration.ofMinutes(5);

    public static final int CONNECTIONS = 5;
    public static final String RESULT = "{\"image\": \"made\"}";
    public static final Failure FAILURE = new Failure(10, "it broke");

    public static final List<DependencyRule> RULES = List.of(
            new DependencyRule("koji-finalize", DependencyRule.ANY, null, null, null),
            rule("osbuild", "manifest", 9, "no manifest"),
            rule(DependencyRule.ANY, DependencyRule.ANY, 13, "a dependency failed"),
            rule(DependencyRule.ANY, DependencyRule.CANCELED, 26, "a dependency was cancelled"));

    public final TestClock clock;
    /** The tests' Kafka is one for all: each test keeps to a channel of its own. */
    public final String channel;

    public final TestDatabase database;
    public final HikariDataSource pool;
    public final KafkaClients clients = new KafkaClients(Map.of("bootstrap.servers", TestKafka.bootstrapServers()));
    public final Admin admin = clients.admin();
    public final Topics topics = new Topics(admin, TopicSettings.SINGLE_BROKER);
    public final Producer<byte[], byte[]> producer = clients.producer();
    public final LanePublisher publisher;
    public final OutboxRelay relay;
    public final MiniatureDispatcher dispatcher;
    public final OutboxSweeper sweeper;
    public final Statements statements;
    public final Submissions submissions;
    public final Jobs jobs;
    public final HandOuts handOuts;
    public final Results results;
    public final Heartbeats heartbeats;
    public final Cancellations cancellations;
    public final Dependencies dependencies;
    public final Deletions deletions;
    public final Retention retention;
    public final Workers workers;
    public final WorkerRegistry registry;
    public final ReadyJobs readyJobs;
    public final Lanes lanes;

    private final ExecutorService waiters = Executors.newVirtualThreadPerTaskExecutor();
    private final List<QueueFixture> others = new ArrayList<>();

    public QueueFixture() {
        this(source -> source);
    }

    /** @param around what stands between the queue and its database */
    public QueueFixture(UnaryOperator<DataSource> around) {
        this(freshDatabase(), new TestClock(), "org-" + UUID.randomUUID(), around, vault("k1"));
    }

    private QueueFixture(
            TestDatabase database, TestClock clock, String channel, UnaryOperator<DataSource> around, Vault vault) {
        this.database = database;
        this.clock = clock;
        this.channel = channel;
        this.pool = pool(database);
        publisher = new LanePublisher(producer, topics, new OutboxDeletions(pool), "/imagebuilder/test");
        relay = new OutboxRelay(pool, clients::eventProducer, topics, "/imagebuilder/test");
        dispatcher = new MiniatureDispatcher(publisher, relay);
        sweeper = new OutboxSweeper(pool, publisher, clock, GRACE);
        statements = new Statements(around.apply(pool), clock, dispatcher, vault);
        submissions = new Submissions(statements, _ -> Duration.ofDays(14));
        jobs = new Jobs(statements);
        handOuts = new HandOuts(statements);
        results = new Results(statements);
        heartbeats = new Heartbeats(statements);
        cancellations = new Cancellations(statements);
        dependencies = new Dependencies(statements, RULES);
        deletions = new Deletions(statements);
        retention = new Retention(statements);
        workers = new Workers(statements);
        registry = new WorkerRegistry(statements);
        readyJobs = new ReadyJobs(statements);
        lanes = lanes(new LaneSettings(2, 50, 8, IDLE));
        dispatcher.start(dependencies);
    }

    /** Keys made from their ids, the first one active; without ids, nothing is encrypted. */
    public static Vault vault(String... ids) {
        return new Vault(keys(ids));
    }

    public static KeyRing keys(String... ids) {
        return KeyRing.of(Arrays.stream(ids)
                .map(id -> id + ":"
                        + Base64.getEncoder().encodeToString(Arrays.copyOf(id.getBytes(StandardCharsets.UTF_8), 32)))
                .toList());
    }

    public static TestDatabase freshDatabase() {
        return TestPostgres.freshDatabase("migrated", Migrations::migrate);
    }

    private static HikariDataSource pool(TestDatabase database) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.jdbcUrl());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }

    private static DependencyRule rule(String type, String dependencyType, int error, String reason) {
        return new DependencyRule(type, dependencyType, error, reason, "{\"job_error\": {\"id\": " + error + "}}");
    }

    /** Another gateway's lanes. */
    public Lanes lanes(LaneSettings settings) {
        return new Lanes(handOuts, workers, topics, clients::shareConsumer, clients.producer(), settings);
    }

    /** Another instance of the service, at the same database and the same Kafka. */
    public QueueFixture another() {
        return another(statements.vault());
    }

    /** Another instance, with other keys. */
    public QueueFixture another(Vault vault) {
        QueueFixture other = new QueueFixture(database, clock, channel, source -> source, vault);
        others.add(other);
        return other;
    }

    public Lane lane(String type) {
        return new Lane(channel, type);
    }

    /** A job without arguments, in the channel of this test. */
    public UUID enqueue(String type, UUID... dependencies) {
        return enqueue(new Lane(channel, type), dependencies);
    }

    public UUID enqueue(Lane lane, UUID... dependencies) {
        UUID id = Ids.next();
        store(lane.channel(), new NewJob(id, lane.type(), "null", List.of(dependencies)));
        return id;
    }

    public void store(String into, NewJob... graph) {
        submissions.enqueue(new JobGraph(into, null, List.of(graph), Origin.NONE));
    }

    /** A compose of one job. */
    public UUID compose(String type) {
        return compose(new NewJob(Ids.next(), type, "null", List.of()));
    }

    /** A compose of these jobs, the last of which is its root. */
    public UUID compose(NewJob... graph) {
        UUID root = graph[graph.length - 1].id();
        NewCompose compose = new NewCompose(root, "{}", "fedora-43", "x86_64", "guest-image");
        submissions.enqueue(new JobGraph(channel, compose, List.of(graph), Origin.NONE));
        return root;
    }

    /** Takes a ready job without asking the lanes. */
    public ClaimedJob claim(UUID job) {
        return handOuts.claim(job, null, null).orElseThrow();
    }

    /** A token in the hands of this test's tenant. */
    public Handle held(UUID token) {
        return new Handle(token, channel);
    }

    public void succeed(UUID job) {
        finish(claim(job));
    }

    public void finish(ClaimedJob job) {
        var _ = results.finish(job.handle(), RawJson.of(RESULT), Outcome.success("{}"))
                .orElseThrow();
    }

    public void fail(UUID job) {
        var _ = results.finish(claim(job).handle(), RawJson.of("{\"job_error\": {}}"), Outcome.failed("{}", FAILURE))
                .orElseThrow();
    }

    public void cancel(UUID job) {
        if (!cancellations.cancel(job, "test")) {
            throw new AssertionError("it has ended");
        }
    }

    public Losses losses(int retries) {
        return new Losses(statements, new LossRule(retries, new Failure(27, "lost"), "{\"lost\": true}"));
    }

    /** Takes a job from its worker, as if nobody had heard of it for an hour. */
    public Optional<LostJob.Fate> lose(UUID token, int retries) {
        sql().sql("""
                        UPDATE job SET queued_at = queued_at - interval '1 h', ready_at = ready_at - interval '1 h',
                            started_at = started_at - interval '1 h', heartbeat_at = heartbeat_at - interval '1 h'
                        WHERE token = ? AND state = 'RUNNING'
                        """).param(token).update();
        return losses(retries).takeSilent(Duration.ofMinutes(59)).stream()
                .map(LostJob::fate)
                .findFirst();
    }

    /** Tokens of jobs that have a heartbeat. */
    public List<UUID> heartbeats() {
        return sql().sql("SELECT token FROM job WHERE heartbeat_at IS NOT NULL ORDER BY heartbeat_at")
                .query(Statements::id)
                .list();
    }

    public JobSnapshot job(UUID id) {
        return jobs.find(id).orElseThrow();
    }

    public JobState stateOf(UUID id) {
        return job(id).state();
    }

    /** Waits in the lanes, on this thread. */
    public Optional<ClaimedJob> next(Duration wait, Lane... wanted) throws InterruptedException {
        return switch (await(null, wait, wanted)) {
            case WaitEnd.Job given -> Optional.of(given.job());
            case WaitEnd.Nothing _ -> Optional.empty();
            case WaitEnd.UnknownWorker _ -> throw new AssertionError("there is no worker");
        };
    }

    /** Waits as a worker, on this thread. */
    public WaitEnd await(@Nullable UUID worker, Duration wait, Lane... wanted) throws InterruptedException {
        CompletableFuture<WaitEnd> over = new CompletableFuture<>();
        Waiting waiting = lanes.await(Set.of(wanted), worker, over::complete);
        try {
            return over.get(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            waiting.leave();
            return over.join();
        } catch (InterruptedException e) {
            waiting.leave();
            throw e;
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits in the lanes of these types for as long as it takes. */
    public ClaimedJob next(String... types) throws InterruptedException {
        return next(PATIENCE, lanes(types)).orElseThrow();
    }

    /** Starts to wait in the lanes, on a thread of its own. */
    public Future<Optional<ClaimedJob>> waiting(Lane... wanted) {
        return waiters.submit(() -> next(PATIENCE, wanted));
    }

    public Future<Optional<ClaimedJob>> waiting(String... types) {
        return waiting(lanes(types));
    }

    private Lane[] lanes(String... types) {
        return List.of(types).stream().map(this::lane).toArray(Lane[]::new);
    }

    public JdbcClient sql() {
        return JdbcClient.create(pool);
    }

    public int count(String table) {
        return sql().sql("SELECT count(*) FROM " + table)
                .query((row, _) -> row.getInt(1))
                .single();
    }

    /** All that the database knows of a job; empty if nothing. */
    public List<String> everythingAbout(UUID job) {
        return sql().sql("""
                        SELECT row_to_json(j)::text FROM job j WHERE id = :id
                        UNION ALL SELECT row_to_json(p)::text FROM job_payload p WHERE job_id = :id
                        UNION ALL SELECT row_to_json(d)::text FROM job_dependency d WHERE job_id = :id
                        """)
                .param("id", job)
                .query((row, _) -> row.getString(1))
                .list();
    }

    /** Events that are still in the outbox, oldest first: {@code KIND job before -> after cause}. */
    public List<String> eventsOf(UUID key, String change) {
        return sql().sql("""
                        SELECT concat_ws(' ', kind, job_id, previous_state, '->', state, cause) FROM outbox
                        WHERE key = ? AND change = ? ORDER BY id
                        """)
                .param(key)
                .param(change)
                .query((row, _) -> row.getString(1))
                .list();
    }

    @Override
    public void close() {
        others.forEach(QueueFixture::close);
        waiters.shutdownNow();
        lanes.close();
        dispatcher.close();
        publisher.close();
        relay.close();
        admin.close();
        pool.close();
    }
}

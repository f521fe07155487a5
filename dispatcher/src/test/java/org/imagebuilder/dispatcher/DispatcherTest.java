package org.imagebuilder.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.imagebuilder.events.EventCodec;
import org.imagebuilder.events.JobReady;
import org.imagebuilder.queue.Cancellations;
import org.imagebuilder.queue.Failure;
import org.imagebuilder.queue.HandOuts;
import org.imagebuilder.queue.Handle;
import org.imagebuilder.queue.JobSnapshot;
import org.imagebuilder.queue.JobState;
import org.imagebuilder.queue.LostJob;
import org.imagebuilder.queue.Outcome;
import org.imagebuilder.queue.RawJson;
import org.imagebuilder.queue.Results;
import org.imagebuilder.queue.Statements;
import org.imagebuilder.queue.Workers;
import org.imagebuilder.queue.lanes.Lane;
import org.imagebuilder.queue.outbox.KafkaClients;
import org.imagebuilder.queue.outbox.Topics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DispatcherTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private RunningDispatcher dispatcher;
    private final String channel = "org-" + UUID.randomUUID();

    @BeforeAll
    void start() {
        dispatcher = new RunningDispatcher();
    }

    @AfterAll
    void stop() {
        dispatcher.close();
    }

    @Test
    @DisplayName("a job without dependencies becomes ready, and its lane starts at the earliest record")
    void ready() throws Exception {
        UUID job = dispatcher.submit(channel, "depsolve");

        awaitState(job, JobState.READY);
        String lane = new Lane(channel, "depsolve").topic();
        await().atMost(SOON).untilAsserted(() -> assertThat(references(lane)).contains(job));
        ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, lane);
        Map<ConfigResource, Config> configs = dispatcher
                .part(Admin.class)
                .describeConfigs(List.of(group))
                .all()
                .get();
        assertThat(configs.values())
                .singleElement()
                .extracting(config -> config.get("share.auto.offset.reset"))
                .extracting(ConfigEntry::value)
                .isEqualTo("earliest");
    }

    @Test
    @DisplayName("a job becomes ready only when the last of its dependencies has finished")
    void order() {
        UUID first = dispatcher.submit(channel, "koji-init");
        UUID second = dispatcher.submit(channel, "image-builder-manifest");
        UUID dependent = dispatcher.submit(channel, "osbuild:x86_64", first, second);

        finish(first, Outcome.success("{}"));
        UUID later = dispatcher.submit(channel, "depsolve");
        awaitState(later, JobState.READY);
        assertThat(state(dependent)).isEqualTo(JobState.PENDING);

        finish(second, Outcome.success("{}"));
        awaitState(dependent, JobState.READY);
    }

    @Test
    @DisplayName("the dependent of a failed job is finished at once, with the dependency error")
    void failure() {
        UUID manifest = dispatcher.submit(channel, "image-builder-manifest");
        UUID build = dispatcher.submit(channel, "osbuild:x86_64", manifest);

        finish(manifest, Outcome.failed("{}", new Failure(23, "no such package")));

        awaitState(build, JobState.FINISHED);
        JobSnapshot failed = dispatcher.jobs().find(build).orElseThrow();
        assertThat(failed.failure()).isNotNull();
        assertThat(failed.failure().errorId()).isEqualTo(9);
        assertThat(failed.attempt()).isZero();
    }

    @Test
    @DisplayName("K3 a failed koji-init ends its builds at once with error 26, and koji-finalize runs")
    void kojiInitFails() {
        UUID init = dispatcher.submit(channel, "koji-init");
        UUID manifest = dispatcher.submit(channel, "image-builder-manifest");
        UUID x86 = dispatcher.submit(channel, "osbuild:x86_64", init, manifest);
        UUID arm = dispatcher.submit(channel, "osbuild:aarch64", init, manifest);
        UUID finalize = dispatcher.submit(channel, "koji-finalize", init, x86, arm);

        finish(init, Outcome.failed("{}", new Failure(15, "no such tag")));

        awaitState(finalize, JobState.READY);
        assertThat(List.of(x86, arm)).allSatisfy(build -> {
            JobSnapshot failed = dispatcher.jobs().find(build).orElseThrow();
            assertThat(failed.failure()).extracting(Failure::errorId).isEqualTo(26);
            assertThat(failed.attempt()).isZero();
        });
        finish(manifest, Outcome.success("{}"));
        finish(finalize, Outcome.failed("{}", new Failure(13, "a build failed")));
    }

    @Test
    @DisplayName("K4 koji-finalize runs when the last build has ended, although one has failed")
    void kojiBuildFails() {
        UUID init = dispatcher.submit(channel, "koji-init");
        UUID x86Manifest = dispatcher.submit(channel, "image-builder-manifest");
        UUID armManifest = dispatcher.submit(channel, "image-builder-manifest");
        UUID x86 = dispatcher.submit(channel, "osbuild:x86_64", init, x86Manifest);
        UUID arm = dispatcher.submit(channel, "osbuild:aarch64", init, armManifest);
        UUID finalize = dispatcher.submit(channel, "koji-finalize", init, x86, arm);

        finish(x86Manifest, Outcome.failed("{}", new Failure(23, "no such package")));
        finish(init, Outcome.success("{}"));
        finish(armManifest, Outcome.success("{}"));
        awaitState(arm, JobState.READY);
        awaitState(x86, JobState.FINISHED);
        assertThat(dispatcher.jobs().find(x86).orElseThrow().failure())
                .extracting(Failure::errorId)
                .isEqualTo(9);
        assertThat(state(finalize)).isEqualTo(JobState.PENDING);

        finish(arm, Outcome.failed("{}", new Failure(10, "osbuild failed")));
        awaitState(finalize, JobState.READY);
    }

    @Test
    @DisplayName("Q21 the dependent of a cancelled job does not wait for ever")
    void cancellation() {
        UUID manifest = dispatcher.submit(channel, "image-builder-manifest");
        UUID build = dispatcher.submit(channel, "osbuild:x86_64", manifest);

        dispatcher.part(Cancellations.class).cancel(manifest, "a test");

        awaitState(build, JobState.FINISHED);
        assertThat(dispatcher.jobs().find(build).orElseThrow().failure())
                .extracting(Failure::errorId)
                .isEqualTo(26);
    }

    @Test
    @DisplayName("a record that is no event holds nothing up")
    void garbage() throws Exception {
        try (Producer<byte[], byte[]> producer =
                dispatcher.part(KafkaClients.class).producer()) {
            producer.send(new ProducerRecord<>(Topics.JOB_EVENTS, null, new byte[] {1, 2, 3}))
                    .get();
            producer.send(new ProducerRecord<>(Topics.JOB_EVENTS, null, null)).get();
        }
        UUID job = dispatcher.submit(channel, "depsolve");
        awaitState(job, JobState.READY);
    }

    @Test
    @DisplayName("what a dead process left in the outbox is published within seconds")
    void leftovers() {
        UUID job = UUID.randomUUID();
        JdbcClient.create(dispatcher.database())
                .sql("""
                        INSERT INTO outbox (kind, key, occurred_at, channel, change, job_id, type, state, attempt)
                        VALUES ('READY', :job, now() - interval '1 minute', :channel, 'READY', :job, 'depsolve', 'READY', 0)
                        """)
                .param("job", job)
                .param("channel", channel)
                .update();

        String lane = new Lane(channel, "depsolve").topic();
        await().atMost(SOON).untilAsserted(() -> assertThat(references(lane)).contains(job));
        await().atMost(SOON).until(() -> outboxSize() == 0);
    }

    @Test
    @DisplayName("the lanes are rebuilt from the database when their topics are deleted")
    void deletedTopic() throws Exception {
        String type = "container-resolve";
        String lane = new Lane(channel, type).topic();
        UUID job = dispatcher.submit(channel, type);
        await().atMost(SOON).untilAsserted(() -> assertThat(references(lane)).containsExactly(job));

        dispatcher.part(Admin.class).deleteTopics(List.of(lane)).all().get();

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(references(lane)).containsOnly(job));
    }

    @Test
    @DisplayName("a job whose events got lost is found all the same")
    void forgotten() {
        UUID job = UUID.randomUUID();
        JdbcClient database = JdbcClient.create(dispatcher.database());
        database.sql("""
                        INSERT INTO job (id, type, channel, state, queued_at, expires_at)
                        VALUES (:job, 'depsolve', :channel, 'PENDING', now() - interval '1 hour', now() + interval '1 day')
                        """).param("job", job).param("channel", channel).update();
        database.sql("INSERT INTO job_payload (job_id, arguments) VALUES (:job, '{}')")
                .param("job", job)
                .update();

        awaitState(job, JobState.READY);
    }

    @Test
    @DisplayName("W17 a job without heartbeat runs again twice, then it is finished with error 27")
    void silentJobs() {
        UUID job = dispatcher.submit(channel, "search-packages");
        for (int retry = 1; retry <= 3; retry++) {
            awaitState(job, JobState.READY);
            assertThat(new HandOuts(dispatcher.part(Statements.class)).claim(job, null, null))
                    .isPresent();
            dispatcher.age(job, Duration.ofHours(2));
        }

        awaitState(job, JobState.FINISHED);
        JobSnapshot lost = dispatcher.jobs().find(job).orElseThrow();
        assertThat(lost.retries()).isEqualTo(2);
        assertThat(lost.failure()).extracting(Failure::errorId).isEqualTo(27);
        await().untilAsserted(() -> assertThat(dispatcher.losses(job))
                .extracting(LostJob::attempt, LostJob::fate)
                .containsExactly(
                        tuple(1, LostJob.Fate.REQUEUED),
                        tuple(2, LostJob.Fate.REQUEUED),
                        tuple(3, LostJob.Fate.FINISHED)));
    }

    @Test
    @DisplayName("W16 a silent worker is removed, and its job runs again long before it would count as silent itself")
    void silentWorkers() {
        Workers workers = dispatcher.part(Workers.class);
        UUID worker = workers.register(channel, "x86_64");
        UUID lively = workers.register(channel, "x86_64");
        UUID job = dispatcher.submit(channel, "ostree-resolve");
        awaitState(job, JobState.READY);
        assertThat(new HandOuts(dispatcher.part(Statements.class)).claim(job, null, worker))
                .isPresent();

        dispatcher.age(job, Duration.ofMinutes(10));
        JdbcClient.create(dispatcher.database())
                .sql("""
                        UPDATE worker SET registered_at = registered_at - interval '10 min',
                            heartbeat_at = heartbeat_at - interval '10 min'
                        WHERE id = :worker
                        """)
                .param("worker", worker)
                .update();

        awaitState(job, JobState.READY);
        assertThat(workers.isRegistered(worker)).isFalse();
        assertThat(workers.isRegistered(lively)).isTrue();
        assertThat(dispatcher.jobs().find(job).orElseThrow().retries()).isEqualTo(1);
        await().untilAsserted(() -> assertThat(dispatcher.losses(job))
                .containsExactly(new LostJob(job, "ostree-resolve", channel, 1, worker, LostJob.Fate.REQUEUED)));
    }

    @Test
    @DisplayName("Q39 the token of a cancelled job ends when the limit has passed")
    void tokensOfCancelledJobs() {
        UUID job = dispatcher.submit(channel, "file-resolve");
        awaitState(job, JobState.READY);
        Handle held = new HandOuts(dispatcher.part(Statements.class))
                .claim(job, null, null)
                .orElseThrow()
                .handle();
        dispatcher.part(Cancellations.class).cancel(job, "a test");
        assertThat(dispatcher.jobs().stateOf(held)).contains(JobState.CANCELED);

        dispatcher.age(job, Duration.ofHours(2));

        await().atMost(SOON).until(() -> dispatcher.jobs().stateOf(held).isEmpty());
        assertThat(state(job)).isEqualTo(JobState.CANCELED);
    }

    private void finish(UUID job, Outcome outcome) {
        awaitState(job, JobState.READY);
        Handle held = new HandOuts(dispatcher.part(Statements.class))
                .claim(job, null, null)
                .orElseThrow()
                .handle();
        assertThat(dispatcher.part(Results.class).finish(held, RawJson.of("{}"), outcome))
                .isPresent();
    }

    private void awaitState(UUID job, JobState state) {
        await().atMost(SOON).until(() -> state(job) == state);
    }

    private JobState state(UUID job) {
        return dispatcher.jobs().find(job).orElseThrow().state();
    }

    private int outboxSize() {
        return JdbcClient.create(dispatcher.database())
                .sql("SELECT count(*) FROM outbox")
                .query((row, _) -> row.getInt(1))
                .single();
    }

    private List<UUID> references(String lane) {
        List<UUID> jobs = new ArrayList<>();
        Consumer<byte[], byte[]> reader = dispatcher.part(KafkaClients.class).reader();
        try {
            TopicPartition partition = new TopicPartition(lane, 0);
            if (!reader.listTopics().containsKey(lane)) {
                return jobs;
            }
            reader.assign(List.of(partition));
            reader.seekToBeginning(List.of(partition));
            Map<TopicPartition, Long> end = reader.endOffsets(List.of(partition));
            // a topic that is deleted meanwhile never gets to its end
            for (int i = 0; i < 10 && reader.position(partition) < end.getOrDefault(partition, 0L); i++) {
                reader.poll(Duration.ofMillis(200)).forEach(record -> {
                    JobReady ready = EventCodec.READY.decode(record.value());
                    jobs.add(ready.getJobId());
                });
            }
        } finally {
            reader.close(CloseOptions.timeout(Duration.ZERO));
        }
        return jobs;
    }
}

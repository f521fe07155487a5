package org.imagebuilder.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.imagebuilder.queue.Reencryption.Batch;
import org.imagebuilder.queue.secrets.KeyRegistry;
import org.imagebuilder.queue.secrets.KeyRing;
import org.imagebuilder.queue.secrets.UnreadablePayloadException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is encrypted in the database, and who can read it. */
class SecretsTest {

    private static final String SECRET = "geheim-7f3a";
    private static final String ARGUMENTS = "{\"password\": \"" + SECRET + "\"}";
    private static final String RESULT = "{\"manifest\": [\"" + SECRET + "\"]}";
    private static final String DIGEST = "{\"url\": \"" + SECRET + "\"}";

    @AutoClose
    private final QueueFixture queue = new QueueFixture();

    @BeforeEach
    void leaveDependenciesToTheTest() {
        queue.dispatcher.stop();
    }

    private UUID submit(QueueFixture service) {
        NewJob job = new NewJob(Ids.next(), "depsolve", ARGUMENTS, List.of());
        NewCompose compose = new NewCompose(job.id(), ARGUMENTS, null, null, null);
        service.submissions.enqueue(new JobGraph(queue.channel, compose, List.of(job), Origin.NONE));
        queue.dependencies.enforce(List.of(job.id()), List.of());
        return job.id();
    }

    private static void finish(QueueFixture service, ClaimedJob job) {
        assertThat(service.results.finish(job.handle(), RawJson.of(RESULT), Outcome.success(DIGEST)))
                .isPresent();
    }

    private void assertReadable(QueueFixture service, UUID job) {
        assertThat(service.jobs.payload(job)).contains(new Jobs.Payload(ARGUMENTS, RESULT));
        assertThat(service.job(job).digest()).isEqualTo(DIGEST);
        assertThat(new Composes(service.statements).request(job)).contains(RawJson.of(ARGUMENTS));
    }

    private boolean leaks() {
        return queue.sql()
                .sql("""
                        SELECT count(*) FROM (
                            SELECT to_jsonb(p)::text AS row FROM job_payload p UNION ALL SELECT to_jsonb(c)::text FROM compose c
                            UNION ALL SELECT to_jsonb(j)::text FROM job j UNION ALL SELECT to_jsonb(o)::text FROM outbox o
                        ) rows WHERE row LIKE :plain OR row LIKE :hex
                        """)
                .param("plain", "%" + SECRET + "%")
                .param("hex", "%" + HexFormat.of().formatHex(SECRET.getBytes(StandardCharsets.UTF_8)) + "%")
                .query((row, _) -> row.getInt(1) > 0)
                .single();
    }

    @Test
    void nothing_that_jobs_are_given_or_give_back_lies_in_the_database_as_it_is() {
        UUID job = submit(queue);
        assertThat(leaks()).isFalse();
        ClaimedJob claimed = queue.claim(job);
        assertThat(claimed.arguments()).isEqualTo(RawJson.of(ARGUMENTS));
        assertThat(queue.results.progress(claimed.handle(), RawJson.of(RESULT), DIGEST))
                .isTrue();
        assertThat(leaks()).isFalse();
        finish(queue, claimed);
        assertThat(leaks()).isFalse();
        assertReadable(queue, job);
        assertThat(List.of(claimed, queue.job(job), queue.jobs.payload(job)).toString())
                .doesNotContain(SECRET);
    }

    @Test
    void a_dependency_s_result_reaches_the_next_worker_as_it_was() {
        UUID first = submit(queue);
        UUID second = queue.enqueue("manifest", first);
        finish(queue, queue.claim(first));
        queue.dependencies.enforce(List.of(), List.of(first));
        assertThat(queue.claim(second).dependencyResults()).containsExactly(RawJson.of(RESULT));
    }

    @Test
    void moved_to_another_row_it_is_refused_and_nobody_gets_the_job() {
        UUID mine = submit(queue);
        UUID other = submit(queue);
        queue.sql().sql("""
                        UPDATE job_payload p SET arguments_sealed = o.arguments_sealed, arguments_key = o.arguments_key
                        FROM job_payload o WHERE p.job_id = ? AND o.job_id = ?
                        """).param(mine).param(other).update();
        assertThatThrownBy(() -> queue.claim(mine))
                .isInstanceOf(UnreadablePayloadException.class)
                .hasMessageNotContaining(SECRET);
        // no worker ever says that it runs
        assertThat(queue.stateOf(mine)).isEqualTo(JobState.RUNNING);
        assertThat(queue.claim(other).arguments()).isEqualTo(RawJson.of(ARGUMENTS));
    }

    @Test
    void a_result_moved_to_another_row_is_refused() {
        UUID mine = submit(queue);
        UUID other = submit(queue);
        finish(queue, queue.claim(mine));
        finish(queue, queue.claim(other));
        queue.sql().sql("""
                        UPDATE job_payload p SET result_sealed = o.result_sealed, result_key = o.result_key,
                            digest_sealed = o.digest_sealed
                        FROM job_payload o WHERE p.job_id = ? AND o.job_id = ?
                        """).param(mine).param(other).update();
        assertThatThrownBy(() -> queue.jobs.payload(mine)).isInstanceOf(UnreadablePayloadException.class);
        assertThatThrownBy(() -> queue.job(mine).digest()).isInstanceOf(UnreadablePayloadException.class);
        assertReadable(queue, other);
    }

    @Test
    void a_job_whose_key_is_missing_waits_for_a_gateway_that_has_it() {
        UUID job = submit(queue);
        for (QueueFixture poor :
                List.of(queue.another(QueueFixture.vault("k2")), queue.another(QueueFixture.vault()))) {
            assertThatThrownBy(() -> poor.claim(job)).isInstanceOf(UnreadablePayloadException.class);
            assertThat(queue.job(job).state()).isEqualTo(JobState.READY);
            assertThat(queue.job(job).retries()).isZero();
        }
        finish(queue, queue.claim(job));
        assertReadable(queue, job);
    }

    @Test
    void a_job_that_was_handed_out_under_other_keys_reports_as_ever() {
        List<QueueFixture> services =
                List.of(queue, queue.another(QueueFixture.vault("k2", "k1")), queue.another(QueueFixture.vault()));
        List<UUID> finished = new ArrayList<>();
        for (QueueFixture before : services.subList(0, 2)) {
            for (QueueFixture after : services) {
                UUID job = submit(queue);
                ClaimedJob claimed = before.claim(job);
                assertThat(after.results.progress(claimed.handle(), RawJson.of("{}"), "{}"))
                        .isTrue();
                finish(after, claimed);
                finished.add(job);
            }
        }
        finished.forEach(job -> assertReadable(services.get(1), job));
    }

    @Test
    void what_was_stored_before_there_were_keys_is_readable_and_becomes_encrypted() {
        QueueFixture plain = queue.another(QueueFixture.vault());
        UUID job = submit(plain);
        UUID running = submit(plain);
        finish(plain, plain.claim(job));
        assertThat(leaks()).isTrue();
        assertReadable(queue, job);
        ClaimedJob claimed = queue.claim(running);
        assertThat(claimed.arguments()).isEqualTo(RawJson.of(ARGUMENTS));

        reencrypt(queue);
        finish(queue, claimed);
        assertThat(leaks()).isFalse();
        assertReadable(queue, job);
        assertReadable(queue, running);
    }

    private static int reencrypt(QueueFixture service) {
        Reencryption reencryption = new Reencryption(service.statements);
        int changed = 0;
        UUID next = null;
        do {
            Batch batch = reencryption.payloads(next, 3);
            changed += batch.changed();
            next = batch.next();
        } while (next != null);
        do {
            Batch batch = reencryption.requests(next, 3);
            changed += batch.changed();
            next = batch.next();
        } while (next != null);
        return changed;
    }

    @Test
    void keys_change_while_jobs_come_and_go() throws Exception {
        QueueFixture old = queue;
        QueueFixture both = queue.another(QueueFixture.vault("k2", "k1"));
        List<UUID> finished = new ArrayList<>();
        AtomicBoolean rotated = new AtomicBoolean();
        Thread rotation = Thread.ofPlatform().start(() -> {
            while (!rotated.get()) {
                reencrypt(both);
            }
        });
        try {
            for (int i = 0; i < 40; i++) {
                // the services change over one after the other
                QueueFixture submitting = i < 10 ? old : both;
                QueueFixture serving = i < 20 ? both : i % 2 == 0 ? old : both;
                UUID job = submit(submitting == old || serving == both ? submitting : old);
                ClaimedJob claimed;
                try {
                    claimed = serving.claim(job);
                } catch (UnreadablePayloadException e) {
                    // brought under the new key before the old gateway came to it
                    assertThat(e.isKeyMissing()).isTrue();
                    claimed = both.claim(job);
                }
                assertThat(claimed.arguments()).isEqualTo(RawJson.of(ARGUMENTS));
                finish(i % 3 == 0 ? old : both, claimed);
                finished.add(job);
            }
        } finally {
            rotated.set(true);
            rotation.join();
        }
        reencrypt(both);
        assertThat(reencrypt(both)).isZero();
        assertThat(leaks()).isFalse();
        QueueFixture alone = queue.another(QueueFixture.vault("k2"));
        finished.forEach(job -> assertReadable(alone, job));
    }

    @Test
    void a_service_with_wrong_or_missing_keys_is_told_so() {
        assertThat(registry("k1").admit()).isEmpty();
        assertThat(registry("k1").isMixed()).isFalse();
        assertThat(registry("k2", "k1").admit()).isEmpty();
        assertThat(registry("k2", "k1").isMixed()).isTrue();
        assertThat(registry("k2").admit()).get().asString().contains("[k1]", "[k2]");
        assertThat(registry().admit()).get().asString().contains("[k1, k2]");
        KeyRegistry wrong = new KeyRegistry(
                queue.pool,
                KeyRing.of(List.of(
                        "k2:" + "A".repeat(43) + "=",
                        "k1:"
                                + Base64.getEncoder()
                                        .encodeToString(Arrays.copyOf("k1".getBytes(StandardCharsets.UTF_8), 32)))));
        assertThat(wrong.admit()).get().asString().contains("the key k2 is not the one");

        assertThat(registry("k2", "k1").forgetOthers()).containsExactly("k1");
        assertThat(registry("k2").admit()).isEmpty();
        assertThat(registry("k2").isMixed()).isFalse();
    }

    private KeyRegistry registry(String... ids) {
        return new KeyRegistry(queue.pool, QueueFixture.keys(ids));
    }
}

package org.imagebuilder.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.imagebuilder.queue.Composes.Page;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ComposePagesTest {

    private @Nullable PlanRecorder recorder;

    @AutoClose
    private final QueueFixture queue = new QueueFixture(this::record);

    private final Composes composes = new Composes(queue.statements);

    private DataSource record(DataSource database) {
        PlanRecorder created = PlanRecorder.measuring(database);
        recorder = created;
        return created.dataSource();
    }

    @Test
    @DisplayName("pages hold the channel's composes by id, each once, with all of their jobs, the root first")
    void pages() {
        NewJob init = job("koji-init");
        NewJob manifest = job("manifest");
        NewJob build = job("osbuild:x86_64", init.id(), manifest.id());
        UUID first = queue.compose(init, manifest, build, job("koji-finalize", init.id(), build.id()));
        UUID second = queue.compose("depsolve");
        UUID third = queue.compose("depsolve");
        queue.enqueue("depsolve"); // of no compose
        queue.submissions.enqueue(new JobGraph("another", compose(job("depsolve")), List.of(), Origin.NONE));

        Page page = composes.page(queue.channel, null, 2);

        assertThat(page.composes()).containsOnlyKeys(first, second);
        assertThat(page.composes().get(first))
                .extracting(JobSnapshot::type)
                .startsWith("koji-finalize")
                .hasSize(4)
                .endsWith("manifest");
        assertThat(page.next()).isEqualTo(second);
        Page rest = composes.page(queue.channel, page.next(), 2);
        assertThat(rest.composes()).containsOnlyKeys(third);
        assertThat(rest.next()).isNull();
        assertThat(composes.page(queue.channel, third, 2).composes()).isEmpty();
        assertThat(composes.page(queue.channel, null, 3).next()).isNull();
    }

    @Test
    @DisplayName("a page ends early where results are uncommonly large, and goes on with the next")
    void largeDigests() {
        List<UUID> all = List.of(queue.compose("depsolve"), queue.compose("depsolve"), queue.compose("depsolve"));
        queue.sql()
                .sql("UPDATE job_payload SET digest = to_json(repeat('x', 9000000)) WHERE job_id = ?")
                .param(all.getFirst())
                .update();

        Page page = composes.page(queue.channel, null, 10);

        assertThat(page.composes()).containsOnlyKeys(all.getFirst());
        assertThat(page.next()).isEqualTo(all.getFirst());
        Page rest = composes.page(queue.channel, page.next(), 10);
        assertThat(rest.composes()).containsOnlyKeys(all.get(1), all.get(2));
        assertThat(rest.next()).isNull();
    }

    @Test
    @DisplayName("of 10,000 composes, the last page costs as much as the first")
    void everyPageCostsTheSame() throws Exception {
        tenThousandComposes();
        List<Long> buffers = new ArrayList<>();
        int listed = 0;
        UUID after = null;
        do {
            UUID from = after;
            List<Page> read = new ArrayList<>();
            JsonNode plan = Objects.requireNonNull(recorder)
                    .plansOf(() -> read.add(composes.page(queue.channel, from, 100)))
                    .getFirst()
                    .root();
            buffers.add(buffers(plan));
            assertThat(read.getFirst().composes().values())
                    .allSatisfy(jobs -> assertThat(jobs).hasSize(2));
            listed += read.getFirst().composes().size();
            after = read.getFirst().next();
        } while (after != null);

        assertThat(listed).isEqualTo(10_000);
        assertThat(buffers.getFirst()).as("pages of the database").isBetween(500L, 5_000L);
        assertThat(buffers)
                .hasSize(100)
                .allSatisfy(page ->
                        assertThat((double) page).isBetween(buffers.getFirst() * 0.8, buffers.getFirst() * 1.2));
    }

    private static long buffers(JsonNode plan) {
        JsonNode root = plan.get(0).path("Plan");
        return root.path("Shared Hit Blocks").asLong()
                + root.path("Shared Read Blocks").asLong();
    }

    /** Of two jobs each, and as many of another channel between them. */
    private void tenThousandComposes() throws Exception {
        try (var connection = queue.database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("""
                    CREATE TEMPORARY TABLE made AS
                    SELECT n, lpad(to_hex(n), 32, '0')::uuid AS id, lpad(to_hex((n + 1) / 2 * 2), 32, '0')::uuid AS root,
                           CASE n / 2 % 2 WHEN 0 THEN '$CHANNEL' ELSE 'another' END AS channel
                    FROM generate_series(1, 40000) n
                    """.replace("n / 2", "(n - 1) / 2").replace("$CHANNEL", queue.channel));
            statement.execute("""
                    INSERT INTO compose (id, channel, created_at, expires_at, request)
                    SELECT id, channel, now(), now() + interval '14 d', '{}' FROM made WHERE id = root
                    """);
            statement.execute("""
                    INSERT INTO job (id, compose_id, type, channel, state, queued_at, expires_at)
                    SELECT id, root, 'osbuild:x86_64', channel, 'PENDING', now(), now() + interval '14 d' FROM made
                    """);
            statement.execute("INSERT INTO job_payload (job_id, arguments, digest) SELECT id, '{}', '{}' FROM made");
            statement.execute("""
                    INSERT INTO job_dependency (job_id, ordinal, dependency_id)
                    SELECT id, 0, lpad(to_hex(n - 1), 32, '0')::uuid FROM made WHERE id = root
                    """);
            statement.execute("VACUUM ANALYZE");
        }
    }

    private static NewJob job(String type, UUID... dependencies) {
        return new NewJob(Ids.next(), type, "null", List.of(dependencies));
    }

    private static NewCompose compose(NewJob root) {
        return new NewCompose(root.id(), "{}", null, null, null);
    }
}

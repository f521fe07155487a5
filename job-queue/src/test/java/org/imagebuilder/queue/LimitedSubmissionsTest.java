package org.imagebuilder.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class LimitedSubmissionsTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @AutoClose
    private final QueueFixture queue = new QueueFixture();

    @Test
    void a_window_slides() {
        LimitedSubmissions limited = limited(new TenantLimits(2, HOUR, 0));
        submit(limited);
        queue.clock.advance(Duration.ofMinutes(20));
        submit(limited);

        assertThatThrownBy(() -> submit(limited))
                .isInstanceOfSatisfying(
                        LimitReachedException.class, e -> assertThat(e.freeIn()).isEqualTo(Duration.ofMinutes(40)))
                .hasMessage("no more than 2 composes in 3600 s; the next one is possible in 2400 s");
        assertThat(composes()).isEqualTo(2);

        queue.clock.advance(Duration.ofMinutes(40));
        submit(limited);
        assertThatThrownBy(() -> submit(limited)).hasMessageEndingWith("in 1200 s");
    }

    @Test
    void what_is_deleted_counts_all_the_same() {
        LimitedSubmissions limited = limited(new TenantLimits(1, HOUR, 0));
        UUID compose = submit(limited);
        queue.cancellations.cancel(compose, "test");
        assertThat(queue.deletions.delete(compose, "test")).isInstanceOf(Deletion.Deleted.class);
        assertThatThrownBy(() -> submit(limited)).isInstanceOf(LimitReachedException.class);
    }

    @Test
    void room_for_unfinished_composes_is_made_by_their_end() {
        LimitedSubmissions limited = limited(new TenantLimits(0, HOUR, 2));
        UUID first = submit(limited);
        submit(limited);
        assertThatThrownBy(() -> submit(limited))
                .hasMessage("no more than 2 composes at a time; the next one is possible when one of them has ended");
        queue.cancellations.cancel(first, "test");
        submit(limited);
    }

    @Test
    void other_tenants_have_limits_of_their_own() {
        LimitedSubmissions limited = limited(new TenantLimits(1, HOUR, 1));
        submit(limited);
        limited.enqueue(graph("org-of-somebody-else"));
        assertThat(composes()).isEqualTo(2);
    }

    @Test
    void requests_at_the_same_moment_do_not_exceed_a_limit() throws Exception {
        for (TenantLimits limits : List.of(new TenantLimits(5, HOUR, 0), new TenantLimits(0, HOUR, 5))) {
            String channel = "org-" + UUID.randomUUID();
            LimitedSubmissions limited = limited(limits);
            try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Callable<Boolean>> requests = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    requests.add(() -> isAccepted(limited, channel));
                }
                int accepted = 0;
                for (Future<Boolean> request : clients.invokeAll(requests)) {
                    accepted += request.get() ? 1 : 0;
                }
                assertThat(accepted).as(limits.toString()).isEqualTo(5);
            }
        }
    }

    private boolean isAccepted(LimitedSubmissions limited, String channel) {
        try {
            limited.enqueue(graph(channel));
            return true;
        } catch (LimitReachedException _) {
            return false;
        }
    }

    private LimitedSubmissions limited(TenantLimits limits) {
        return new LimitedSubmissions(
                queue.submissions,
                queue.statements,
                new TransactionTemplate(new DataSourceTransactionManager(queue.pool)),
                _ -> limits);
    }

    private UUID submit(LimitedSubmissions limited) {
        JobGraph graph = graph(queue.channel);
        limited.enqueue(graph);
        return graph.jobs().getFirst().id();
    }

    private static JobGraph graph(String channel) {
        var job = new NewJob(Ids.next(), "image", "{}", List.of());
        return new JobGraph(channel, new NewCompose(job.id(), "{}", null, null, null), List.of(job), Origin.NONE);
    }

    private long composes() {
        return JdbcClient.create(queue.pool)
                .sql("SELECT count(*) FROM compose")
                .query(Long.class)
                .single();
    }
}

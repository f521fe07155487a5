package org.imagebuilder.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.imagebuilder.queue.secrets.Vault;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What heartbeats leave behind in the database. */
class HeartbeatCostTest {

    private static final int JOBS = 300;
    /** A worker beats every 15 s and a gateway writes every second, so about so many of the jobs are in each write. */
    private static final int SHARE = 15;

    @AutoClose
    private final QueueFixture queue = new QueueFixture();

    private record Updates(long all, long inPlace) {}

    @Test
    @DisplayName("heartbeats change rows within their pages, and leave the indexes as they are")
    void inPlace() throws Exception {
        List<UUID> tokens = new ArrayList<>();
        for (int i = 0; i < JOBS; i++) {
            tokens.add(queue.claim(queue.enqueue("depsolve")).token());
        }
        try (Connection connection = queue.pool.getConnection()) {
            // statistics are a connection's own until it hands them over
            var single = new SingleConnectionDataSource(connection, true);
            JdbcClient sql = JdbcClient.create(single);
            Heartbeats heartbeats = new Heartbeats(new Statements(single, queue.clock, queue.dispatcher, Vault.OPEN));
            beat(heartbeats, tokens, 4);
            Updates before = updates(sql);
            long indexes = indexes(sql);

            beat(heartbeats, tokens, 40);

            await().untilAsserted(
                            () -> assertThat(updates(sql).all() - before.all()).isEqualTo(40L * JOBS));
            assertThat(updates(sql).inPlace() - before.inPlace()).isEqualTo(40L * JOBS);
            assertThat(indexes(sql)).isEqualTo(indexes);
        }
    }

    private void beat(Heartbeats heartbeats, List<UUID> tokens, int rounds) {
        for (int i = 0; i < rounds * SHARE; i++) {
            queue.clock.advance(Duration.ofSeconds(1));
            for (int j = i % SHARE; j < tokens.size(); j += SHARE) {
                heartbeats.beat(tokens.get(j));
            }
            heartbeats.flush();
        }
    }

    private static Updates updates(JdbcClient sql) {
        sql.sql("SELECT pg_stat_force_next_flush()").query((_, _) -> true).list();
        return sql.sql("SELECT n_tup_upd, n_tup_hot_upd FROM pg_stat_user_tables WHERE relname = 'job'")
                .query((row, _) -> new Updates(row.getLong(1), row.getLong(2)))
                .single();
    }

    private static long indexes(JdbcClient sql) {
        return sql.sql("SELECT pg_indexes_size('job')")
                .query((row, _) -> row.getLong(1))
                .single();
    }
}

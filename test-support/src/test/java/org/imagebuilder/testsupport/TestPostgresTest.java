package org.imagebuilder.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class TestPostgresTest {

    @Test
    void databases_are_strangers_to_each_other() throws Exception {
        TestDatabase one = TestPostgres.freshDatabase();
        TestDatabase other = TestPostgres.freshDatabase();
        execute(one.dataSource(), "CREATE TABLE mine (id int)");
        execute(other.dataSource(), "CREATE TABLE mine (id int)");
        assertThat(one.jdbcUrl()).isNotEqualTo(other.jdbcUrl());
    }

    @Test
    void a_template_is_prepared_once_and_copied() throws Exception {
        var preparations = new AtomicInteger();
        Consumer<DataSource> prepare = source -> {
            preparations.incrementAndGet();
            try {
                execute(source, "CREATE TABLE prepared (id int)");
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
        };
        for (int copy = 0; copy < 3; copy++) {
            execute(TestPostgres.freshDatabase("prepared", prepare).dataSource(), "DROP TABLE prepared");
        }
        assertThat(preparations).hasValue(1);
    }

    @Test
    void statements_and_commits_are_counted_and_a_batch_is_one() throws Exception {
        var counter = StatementCounter.around(TestPostgres.freshDatabase().dataSource());
        execute(counter.dataSource(), "CREATE TABLE rows (id int)");
        counter.reset();
        try (var connection = counter.dataSource().getConnection();
                var insert = connection.prepareStatement("INSERT INTO rows VALUES (?)")) {
            connection.setAutoCommit(false);
            for (int id = 0; id < 5; id++) {
                insert.setInt(1, id);
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        }
        assertThat(counter.statements()).containsExactly("INSERT INTO rows VALUES (?)");
        assertThat(counter.commits()).isEqualTo(1);
    }

    private static void execute(DataSource source, String sql) throws SQLException {
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

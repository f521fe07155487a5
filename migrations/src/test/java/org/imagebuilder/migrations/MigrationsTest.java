package org.imagebuilder.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.imagebuilder.testsupport.TestPostgres;
import org.junit.jupiter.api.Test;

class MigrationsTest {

    @Test
    void a_second_run_has_nothing_to_do() {
        DataSource database = TestPostgres.freshDatabase().dataSource();
        List<AppliedChange> first = Migrations.migrate(database);
        assertThat(first).extracting(AppliedChange::id).doesNotHaveDuplicates().isNotEmpty();
        assertThat(first).allSatisfy(change -> assertThat(change.description()).isNotBlank());
        assertThat(Migrations.migrate(database)).isEmpty();
    }

    @Test
    void of_several_runs_at_once_one_does_the_work() throws Exception {
        DataSource database = TestPostgres.freshDatabase().dataSource();
        Callable<List<AppliedChange>> run = () -> Migrations.migrate(database);
        try (var runners = Executors.newFixedThreadPool(3)) {
            List<Future<List<AppliedChange>>> runs = runners.invokeAll(List.of(run, run, run));
            Stream<List<AppliedChange>> results = runs.stream().map(Future::resultNow);
            assertThat(results.filter(applied -> !applied.isEmpty())).hasSize(1);
        }
    }

    @Test
    void the_lock_of_a_killed_run_does_not_stop_the_next() throws Exception {
        DataSource database = TestPostgres.freshDatabase(Migrations::migrate).dataSource();
        execute(database, "UPDATE databasechangeloglock SET locked = true, lockgranted = now(), lockedby = 'the dead'");
        assertThat(Migrations.migrate(database)).isEmpty();
    }

    @Test
    void a_refused_change_is_one_line() throws Exception {
        DataSource database = TestPostgres.freshDatabase().dataSource();
        execute(database, "CREATE TABLE compose (stranger int)");
        assertThatThrownBy(() -> Migrations.migrate(database))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("\"compose\" already exists")
                .message()
                .doesNotContain("\n");
    }

    private static void execute(DataSource database, String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

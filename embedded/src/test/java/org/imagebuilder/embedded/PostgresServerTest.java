package org.imagebuilder.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {

    @TempDir
    Path parent;

    @Test
    void rows_survive_a_restart_on_the_same_folder() throws Exception {
        Path data = parent.resolve("a folder/postgres");
        try (var server = PostgresServer.start(data)) {
            execute(server, "CREATE TABLE kept AS SELECT 42 AS answer");
        }
        try (var server = PostgresServer.start(data)) {
            assertThat(query(server, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void commits_reach_the_disk_before_they_are_acknowledged() throws Exception {
        try (var server = PostgresServer.start(null)) {
            assertThat(query(server, "SHOW fsync")).isEqualTo("on");
            assertThat(query(server, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(query(server, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void a_folder_serves_one_server_at_a_time() {
        Path data = parent.resolve("postgres");
        try (var server = PostgresServer.start(data)) {
            assertThat(server.jdbcUrl()).startsWith("jdbc:postgresql://127.0.0.1:");
            assertThatThrownBy(() -> PostgresServer.start(data))
                    .isInstanceOf(EmbeddedStartException.class)
                    .hasMessageContaining("is in use by another postgres");
        }
    }

    @Test
    void the_server_of_a_killed_process_is_replaced() throws Exception {
        Path data = parent.resolve("postgres");
        try (var killed = PostgresServer.start(data)) {
            execute(killed, "CREATE TABLE kept AS SELECT 42 AS answer");
            OrphanedPostmaster.remove(data.resolve("data"));
            assertThatThrownBy(() -> query(killed, "SELECT 1")).isInstanceOf(SQLException.class);
        }
        Files.writeString(data.resolve("data/postmaster.pid"), "1\n");
        try (var server = PostgresServer.start(data)) {
            assertThat(query(server, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void a_first_start_that_was_cut_short_is_begun_again() throws Exception {
        Path data = parent.resolve("postgres");
        Files.createDirectories(data.resolve("data"));
        Files.writeString(data.resolve("data/postgresql.conf"), "torn");
        Files.writeString(data.resolve("laying-out"), "");
        try (var server = PostgresServer.start(data)) {
            assertThat(query(server, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void an_unusable_folder_is_named() throws Exception {
        Path file = Files.writeString(parent.resolve("file"), "");
        assertThatThrownBy(() -> PostgresServer.start(file.resolve("data")))
                .isInstanceOf(EmbeddedStartException.class)
                .hasMessage("cannot write to the folder " + file.resolve("data") + " for postgres");
    }

    @Test
    void a_server_that_refuses_its_settings_says_why() {
        assertThatThrownBy(() -> PostgresServer.start(null, Map.of("shared_buffers", "much"), Duration.ofSeconds(2)))
                .isInstanceOf(EmbeddedStartException.class)
                .hasMessageContaining("invalid value for parameter \"shared_buffers\"");
    }

    private static void execute(PostgresServer server, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(PostgresServer server, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}

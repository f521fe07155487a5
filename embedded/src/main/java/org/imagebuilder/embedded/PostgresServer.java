package org.imagebuilder.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server of its own, run from packaged binaries; reachable from this machine only.
 *
 * <p>It writes as durably as a server in production, and recovers its folder after a kill.
 */
public final class PostgresServer implements AutoCloseable {

    private static final String DATABASE = "imagebuilder";
    private static final String SUPERUSER = "postgres";
    private static final Duration STARTUP = Duration.ofSeconds(60);

    /** The binaries' wrapper switches both off by default. */
    private static final Map<String, String> DURABLE = Map.of("fsync", "on", "synchronous_commit", "on");

    private final EmbeddedPostgres server;
    private final DataFolder folder;

    private PostgresServer(EmbeddedPostgres server, DataFolder folder) {
        this.server = server;
        this.folder = folder;
    }

    /**
     * Starts a server and waits until it answers.
     *
     * @param dataDir where it keeps its data; null for a temporary folder, deleted on close
     * @throws EmbeddedStartException if the folder cannot be used or the server does not come up
     */
    public static PostgresServer start(@Nullable Path dataDir) {
        return start(dataDir, Map.of());
    }

    /** Like {@link #start(Path)}, with settings of {@code postgresql.conf} on top of the defaults. */
    public static PostgresServer start(@Nullable Path dataDir, Map<String, String> settings) {
        return start(dataDir, settings, STARTUP);
    }

    static PostgresServer start(@Nullable Path dataDir, Map<String, String> settings, Duration patience) {
        DataFolder folder = DataFolder.open(dataDir, "postgres");
        try {
            OrphanedPostmaster.remove(folder.data());
            folder.beginLayout();
            PostgresServer started = new PostgresServer(launch(folder, settings, patience), folder);
            started.createDatabase();
            folder.endLayout();
            return started;
        } catch (IOException | SQLException | RuntimeException failure) {
            OrphanedPostmaster.stop(folder.data());
            String reason = PostgresLog.lastError(folder.root(), failure);
            folder.close();
            throw new EmbeddedStartException(
                    "PostgreSQL did not start in the folder " + folder.root() + ": " + reason, failure);
        }
    }

    private static EmbeddedPostgres launch(DataFolder folder, Map<String, String> settings, Duration patience)
            throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(PostgresBinaries.folder().toFile())
                .setDataDirectory(folder.data())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPort(FreePorts.pick(1).getFirst())
                .setPGStartupWait(patience)
                .setOutputRedirector(PostgresLog.appendTo(folder.root()))
                .setLocaleConfig("locale", "C.UTF-8")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("shared_buffers", "64MB")
                .setServerConfig("log_checkpoints", "off");
        DURABLE.forEach(builder::setServerConfig);
        settings.forEach(builder::setServerConfig);
        return builder.start();
    }

    private void createDatabase() throws SQLException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            try (var found = statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + DATABASE + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("CREATE DATABASE " + DATABASE);
        }
    }

    /** JDBC address of the server's own, at first empty database. */
    public String jdbcUrl() {
        return jdbcUrl(DATABASE);
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database;
    }

    public String user() {
        return SUPERUSER;
    }

    /** Connections from this machine are trusted; clients that want to send a password may send this one. */
    public String password() {
        return SUPERUSER;
    }

    /** Ends connections, writes everything down and stops. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            // The wrapper gives up after five seconds; a last checkpoint may take longer.
            OrphanedPostmaster.stop(folder.data());
            folder.close();
        }
    }
}

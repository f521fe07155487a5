package org.imagebuilder.chaos.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.imagebuilder.migrations.Migrations;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The database server; each start gives it another port. */
public final class Postgres extends Member {

    private static final String USER = "postgres";

    private final Path data;

    Postgres(Path folder, List<String> options) {
        super(
                "postgresql",
                Stream.concat(
                                options.stream(),
                                Stream.of(
                                        PostgresProcess.class.getName(),
                                        folder.resolve("postgresql").toString()))
                        .toList(),
                Map.of(),
                folder,
                log -> ready(log).isPresent());
        this.data = folder.resolve("postgresql");
    }

    private static Optional<String> ready(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.startsWith(PostgresProcess.READY))
                    .findFirst()
                    .map(line -> line.substring(PostgresProcess.READY.length()));
        }
    }

    private String url() {
        try {
            return ready(log()).orElseThrow(() -> new IllegalStateException("PostgreSQL is not ready"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    InetSocketAddress address() {
        URI uri = URI.create(url().substring("jdbc:".length()));
        return new InetSocketAddress(uri.getHost(), uri.getPort());
    }

    /** Past all proxies; for who watches. */
    public DataSource database() {
        return new DriverManagerDataSource(url(), USER, USER);
    }

    void migrate() {
        Migrations.migrate(database());
    }

    /** The server and all its processes, without a chance to write anything down. */
    @Override
    public void kill() {
        postmaster().ifPresent(server -> {
            List<ProcessHandle> processes =
                    Stream.concat(Stream.of(server), server.descendants()).toList();
            processes.forEach(ProcessHandle::destroyForcibly);
            processes.forEach(process -> process.onExit().join());
        });
        super.kill();
    }

    private Optional<ProcessHandle> postmaster() {
        try {
            String number = Files.readAllLines(data.resolve("data").resolve("postmaster.pid"))
                    .getFirst();
            return ProcessHandle.of(Long.parseLong(number.strip()));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}

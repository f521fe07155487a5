package org.imagebuilder.testsupport;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.imagebuilder.embedded.PostgresServer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A running PostgreSQL server.
 *
 * @param jdbcUrl address of the database with a given name
 */
record PostgresBackend(UnaryOperator<String> jdbcUrl, String user, String password) {

    private static final String IMAGE = "postgres:18-alpine";

    /** Test databases are thrown away: nothing has to survive a power cut. */
    private static final Map<String, String> THROWAWAY =
            Map.of("fsync", "off", "synchronous_commit", "off", "full_page_writes", "off", "max_connections", "300");

    static PostgresBackend start() {
        return switch (Backend.chosen()) {
            case EMBEDDED -> embedded();
            case TESTCONTAINERS -> container();
        };
    }

    private static PostgresBackend embedded() {
        PostgresServer server = PostgresServer.start(null, THROWAWAY);
        Backend.stopAtExit("postgres", server::close);
        return new PostgresBackend(server::jdbcUrl, server.user(), server.password());
    }

    @SuppressWarnings("resource") // stopped at the end of the JVM
    private static PostgresBackend container() {
        StringBuilder command = new StringBuilder("postgres");
        THROWAWAY.forEach(
                (name, value) -> command.append(" -c ").append(name).append('=').append(value));
        PostgreSQLContainer server = new PostgreSQLContainer(IMAGE);
        server.setCommand(command.toString());
        server.start();
        Backend.stopAtExit("postgres", server::stop);
        String address = "jdbc:postgresql://" + server.getHost() + ":"
                + server.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT) + "/";
        return new PostgresBackend(address::concat, server.getUsername(), server.getPassword());
    }

    TestDatabase database(String name) {
        return new TestDatabase(jdbcUrl.apply(name), user, password);
    }
}

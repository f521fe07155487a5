package org.imagebuilder.testsupport;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** PostgreSQL for tests: one server per JVM, started by the first test that needs it. */
public final class TestPostgres {

    private static final String MAINTENANCE = "postgres";
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Map<String, String> TEMPLATES = new ConcurrentHashMap<>();

    private TestPostgres() {}

    private static final class Server {
        static final PostgresBackend RUNNING = PostgresBackend.start();
    }

    /** A new, empty database. */
    public static TestDatabase freshDatabase() {
        return create("template1");
    }

    /** A new database, prepared for this caller alone. */
    public static TestDatabase freshDatabase(Consumer<DataSource> prepare) {
        TestDatabase database = freshDatabase();
        prepare.accept(database.dataSource());
        return database;
    }

    /**
     * A new copy of a database that is prepared once per JVM.
     *
     * @param template name of the preparation; the same name must mean the same preparation
     * @param prepare run for the first copy only
     */
    public static TestDatabase freshDatabase(String template, Consumer<DataSource> prepare) {
        return create(TEMPLATES.computeIfAbsent(template, absent -> {
            TestDatabase database = freshDatabase(prepare);
            String name = nameOf(database);
            // A database that somebody is connected to cannot be copied.
            execute("ALTER DATABASE " + name + " WITH ALLOW_CONNECTIONS false");
            execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
            return name;
        }));
    }

    private static TestDatabase create(String template) {
        String name = "test_" + NUMBER.incrementAndGet();
        execute("CREATE DATABASE " + name + " TEMPLATE " + template);
        return Server.RUNNING.database(name);
    }

    private static String nameOf(TestDatabase database) {
        return database.jdbcUrl().substring(database.jdbcUrl().lastIndexOf('/') + 1);
    }

    private static void execute(String sql) {
        try (Connection connection =
                        Server.RUNNING.database(MAINTENANCE).dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(sql + " failed", failure);
        }
    }
}

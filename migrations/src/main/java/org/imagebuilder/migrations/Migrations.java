package org.imagebuilder.migrations;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import liquibase.Contexts;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.ui.LoggerUIService;

/** Brings a database up to date. */
public final class Migrations {

    private static final String CHANGELOG = "org/imagebuilder/migrations/changelog.yaml";

    /** Says nothing the exception does not; kept here, since a logger that nobody holds forgets its level. */
    private static final Logger LIQUIBASE = Logger.getLogger("liquibase");

    private static final Map<String, Object> QUIET =
            Map.of(Scope.Attr.ui.name(), new LoggerUIService(), "liquibase.analytics.enabled", false);

    private Migrations() {}

    /**
     * Applies what is missing, in order. Several processes may do so at once: one works, the others wait.
     *
     * @return the changes this call applied; empty if there was nothing to do
     * @throws MigrationException if the database cannot be reached or refuses a change
     */
    public static List<AppliedChange> migrate(DataSource database) {
        try (Connection _ = Turn.await(database);
                Connection work = database.getConnection()) {
            LIQUIBASE.setLevel(Level.OFF);
            return Scope.child(QUIET, () -> update(work));
        } catch (SQLException failure) {
            throw new MigrationException("cannot connect to the database: " + firstLine(failure), failure);
        } catch (Exception failure) {
            throw new MigrationException("cannot migrate the database: " + firstLine(rootOf(failure)), failure);
        }
    }

    private static List<AppliedChange> update(Connection connection) throws LiquibaseException {
        var applied = new AppliedChanges();
        try (var liquibase = new Liquibase(CHANGELOG, new PackagedChangelog(), new JdbcConnection(connection))) {
            if (liquibase.listLocks().length > 0) {
                // It is this process's turn, so whoever wrote that lock is dead.
                liquibase.forceReleaseLocks();
            }
            liquibase.setChangeExecListener(applied);
            liquibase.update(new Contexts());
        }
        return applied.inOrder();
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}

package org.imagebuilder.migrations;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Whose turn it is to migrate a database.
 *
 * <p>Liquibase's own lock is a row: a process killed half-way leaves it behind, and every later start waits for
 * minutes, then fails. A session lock dies with its process.
 */
final class Turn {

    /** Any number will do, as long as it is always the same. */
    private static final long KEY = 0x696d616765626c64L;

    private Turn() {}

    /** Waits; the turn ends when the connection is closed. */
    static Connection await(DataSource database) throws SQLException {
        Connection connection = database.getConnection();
        try (var lock = connection.prepareStatement("SELECT pg_advisory_lock(?)")) {
            lock.setLong(1, KEY);
            lock.execute();
            return connection;
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }
}

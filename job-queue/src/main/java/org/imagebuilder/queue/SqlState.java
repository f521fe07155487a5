package org.imagebuilder.queue;

import java.sql.SQLException;

/** PostgreSQL's error codes that mean something to us. */
final class SqlState {

    static final String FOREIGN_KEY_VIOLATION = "23503";
    static final String INVALID_TEXT = "22P02";

    private SqlState() {}

    /** The code behind an exception; empty if it does not come from the database. */
    static String of(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return "";
    }
}

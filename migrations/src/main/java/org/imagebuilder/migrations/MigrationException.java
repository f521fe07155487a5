package org.imagebuilder.migrations;

/** The database could not be brought up to date; the message is one line for the operator. */
public final class MigrationException extends RuntimeException {

    MigrationException(String message, Throwable cause) {
        super(message, cause);
    }
}

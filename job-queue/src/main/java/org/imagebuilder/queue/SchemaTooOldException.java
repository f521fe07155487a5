package org.imagebuilder.queue;

/** The database lacks changes that this version needs. */
public final class SchemaTooOldException extends RuntimeException {

    public SchemaTooOldException(String missing) {
        super("the database schema is older than this service: run the migrations first (missing change set " + missing
                + ")");
    }
}

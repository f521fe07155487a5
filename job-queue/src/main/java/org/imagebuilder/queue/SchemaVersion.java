package org.imagebuilder.queue;

import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps a service from running on a database that the migrations have not reached yet. */
public final class SchemaVersion {

    /** The last change set that the statements of this version need. */
    static final String REQUIRED = "0007-outbox-references";

    private SchemaVersion() {}

    /**
     * Passes on a database of this version or a later one.
     *
     * @throws SchemaTooOldException if the migrations must run first
     * @throws DataAccessException if the database cannot be asked
     */
    public static void requireCurrent(DataSource database) {
        try {
            int found = JdbcClient.create(database)
                    .sql("SELECT count(*) FROM databasechangelog WHERE id = :id")
                    .param("id", REQUIRED)
                    .query((row, _) -> row.getInt(1))
                    .single();
            if (found == 0) {
                throw new SchemaTooOldException(REQUIRED);
            }
        } catch (BadSqlGrammarException _) {
            throw new SchemaTooOldException(REQUIRED);
        }
    }
}

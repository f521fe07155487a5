package org.imagebuilder.testsupport;

import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A database that no other test uses. */
public record TestDatabase(String jdbcUrl, String user, String password) {

    /** Opens a new connection each time; pools are the tests' own business. */
    public DataSource dataSource() {
        return dataSource("");
    }

    /**
     * The same with settings.
     *
     * @param options settings of each connection, as for {@code postgres -c}
     */
    public DataSource dataSource(String options) {
        var source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl);
        source.setUser(user);
        source.setPassword(password);
        source.setOptions(options);
        return source;
    }
}

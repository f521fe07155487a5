package org.imagebuilder.queue;

import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.PGStatement;
import org.springframework.jdbc.core.JdbcTemplate;

/** Has bytes come as bytes from the first time on; until it has prepared a statement, the driver takes them as text. */
final class BinaryTemplate extends JdbcTemplate {

    private static final int AT_ONCE = -1;

    BinaryTemplate(DataSource database) {
        super(database);
    }

    @Override
    protected void applyStatementSettings(Statement statement) throws SQLException {
        super.applyStatementSettings(statement);
        statement.unwrap(PGStatement.class).setPrepareThreshold(AT_ONCE);
    }
}

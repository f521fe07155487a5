package org.imagebuilder.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import javax.sql.DataSource;
import org.imagebuilder.migrations.AppliedChange;
import org.imagebuilder.migrations.Migrations;
import org.imagebuilder.testsupport.TestPostgres;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class SchemaVersionTest {

    @Test
    void a_migrated_database_is_current() {
        DataSource migrated = QueueFixture.freshDatabase().dataSource();

        assertThatCode(() -> SchemaVersion.requireCurrent(migrated)).doesNotThrowAnyException();
    }

    @Test
    void an_empty_database_is_too_old() {
        DataSource empty = TestPostgres.freshDatabase().dataSource();

        assertThatThrownBy(() -> SchemaVersion.requireCurrent(empty))
                .isInstanceOf(SchemaTooOldException.class)
                .hasMessageContaining(SchemaVersion.REQUIRED);
    }

    @Test
    void a_database_without_the_last_change_is_too_old() {
        DataSource old = QueueFixture.freshDatabase().dataSource();
        JdbcClient.create(old)
                .sql("DELETE FROM databasechangelog WHERE id = ?")
                .param(SchemaVersion.REQUIRED)
                .update();

        assertThatThrownBy(() -> SchemaVersion.requireCurrent(old)).isInstanceOf(SchemaTooOldException.class);
    }

    @Test
    void required_is_the_last_change_there_is() {
        DataSource empty = TestPostgres.freshDatabase().dataSource();

        assertThat(Migrations.migrate(empty).getLast())
                .extracting(AppliedChange::id)
                .isEqualTo(SchemaVersion.REQUIRED);
    }
}

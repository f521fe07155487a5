package org.imagebuilder.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.imagebuilder.testsupport.TestDatabase;
import org.imagebuilder.testsupport.TestPostgres;
import org.junit.jupiter.api.Test;

class MainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void each_change_is_printed_once_and_then_there_is_nothing_to_do() {
        TestDatabase database = TestPostgres.freshDatabase();
        assertThat(run(Map.of(), "--url", database.jdbcUrl(), "--user", database.user(), "--password=secret"))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("0001-compose", "composes and the requests they come from", " ms ")
                .doesNotContain("nothing to do");
        out.reset();
        assertThat(run(Map.of(
                        "SPRING_DATASOURCE_URL", database.jdbcUrl(),
                        "SPRING_DATASOURCE_USERNAME", database.user(),
                        "SPRING_DATASOURCE_PASSWORD", database.password())))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).hasLineCount(1).contains("nothing to do");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void a_database_that_does_not_answer_is_one_line() {
        assertThat(run(Map.of(), "--url", "jdbc:postgresql://127.0.0.1:1/none?password=secret", "--user", "me"))
                .isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .hasLineCount(1)
                .startsWith("migrations: cannot connect to the database: Connection to 127.0.0.1:1 refused")
                .doesNotContain("secret");
    }

    @Test
    void misuse_is_one_line() {
        assertThat(run(Map.of())).isEqualTo(2);
        assertThat(run(Map.of(), "--url")).isEqualTo(2);
        assertThat(run(Map.of(), "--verbose")).isEqualTo(2);
        assertThat(run(Map.of(), "--url=jdbc:mysql://somewhere/else")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .hasLineCount(4)
                .contains(
                        "no database: give --url or set SPRING_DATASOURCE_URL",
                        "no value given for --url",
                        "unknown argument: --verbose",
                        "not the JDBC URL of a PostgreSQL database: jdbc:mysql://somewhere/else");
    }

    private int run(Map<String, String> environment, String... arguments) {
        return Main.run(
                arguments,
                environment,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }
}

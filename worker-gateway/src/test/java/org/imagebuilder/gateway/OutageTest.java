package org.imagebuilder.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.imagebuilder.gateway.Worker.Answer;
import org.imagebuilder.testsupport.TestPostgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** Takes the database away, by not letting anybody connect to it. */
@Gateway
class OutageTest {

    private static final String WORKER = UUID.randomUUID().toString();

    @Autowired
    Worker worker;

    @Autowired
    Environment environment;

    private final DataSource elsewhere = TestPostgres.freshDatabase().dataSource();

    @BeforeEach
    void away() throws SQLException {
        execute("ALTER DATABASE $DB WITH ALLOW_CONNECTIONS false");
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '$DB'");
    }

    @AfterEach
    void back() throws SQLException {
        execute("ALTER DATABASE $DB WITH ALLOW_CONNECTIONS true");
        Awaitility.await().until(() -> register().status() == 201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /workers | {\"arch\":\"x86_64\"} | 1008",
                "GET | /jobs/1b4e28ba-2fa1-4d2b-883f-0016d3cca427 | | 1003",
                "PATCH | /jobs/1b4e28ba-2fa1-4d2b-883f-0016d3cca427 | {\"partial\":{}} | 1010",
                "PATCH | /jobs/1b4e28ba-2fa1-4d2b-883f-0016d3cca427 | {\"result\":{}} | 1004"
            })
    void without_the_database_a_worker_is_told_to_come_back(
            String method, String path, @Nullable String body, int error) {
        Answer answer = worker.send(worker.request(worker.base() + path)
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.error()).isEqualTo(error);
        assertThat(answer.raw().headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.raw().body()).doesNotContainIgnoringCase("sql");
    }

    @Test
    void a_worker_whose_registration_cannot_be_checked_gets_no_job() {
        Answer answer =
                worker.post("/jobs", "{\"arch\":\"x86_64\",\"types\":[\"depsolve\"],\"worker_id\":\"" + WORKER + "\"}");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.error()).isEqualTo(1006);
    }

    @Test
    void what_needs_no_database_goes_on() {
        assertThat(worker.get("/status").status()).isEqualTo(200);
        assertThat(worker.get("/openapi").status()).isEqualTo(200);
        assertThat(worker.ask("x86_64", "file-resolve").status()).isEqualTo(204);
    }

    private Answer register() {
        return worker.post("/workers", "{\"arch\":\"x86_64\"}");
    }

    private void execute(String sql) throws SQLException {
        String url = environment.getRequiredProperty("spring.datasource.url");
        String database = url.substring(url.lastIndexOf('/') + 1);
        try (Connection connection = elsewhere.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql.replace("$DB", database));
        }
    }
}

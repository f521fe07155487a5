package org.imagebuilder.composer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.imagebuilder.composer.PlayedWorker.StoredJob;
import org.imagebuilder.queue.Cancellations;
import org.imagebuilder.queue.ClaimedJob;
import org.imagebuilder.queue.Ids;
import org.imagebuilder.queue.JobGraph;
import org.imagebuilder.queue.NewJob;
import org.imagebuilder.queue.Origin;
import org.imagebuilder.queue.Submissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class CloneTest {

    private static final String COPY = "{\"ami\":\"ami-2\",\"region\":\"eu-west-1\"}";

    private final PlayedWorker worker = new PlayedWorker(RunningService.statements());
    private UUID compose = UUID.randomUUID();

    @BeforeEach
    void aFinishedComposeInEc2() {
        compose = Ec2Compose.finished("[\"111\"]");
    }

    @Test
    @DisplayName("C23 a clone in another region is pending, running, and a success with AMI and region of the copy")
    void copy_and_share() {
        HttpResponse<String> response = clone("{\"region\":\"eu-west-1\",\"share_with_accounts\":[\"222\"]}");
        assertThat(response.statusCode()).isEqualTo(201);
        UUID share = id(response);
        assertThat(response.body())
                .isEqualTo("{\"href\":\"/api/image-builder-composer/v2/composes/" + compose + "/clone\",\"id\":\""
                        + share + "\",\"kind\":\"CloneComposeId\"}\n");
        StoredJob copy = dependents(compose).getFirst();
        assertThat(copy)
                .extracting(StoredJob::type, StoredJob::channel, StoredJob::composeId)
                .containsExactly("aws-ec2-copy", "", null);
        assertThat(dependents(copy.id()))
                .extracting(StoredJob::id, StoredJob::type, StoredJob::arguments)
                .containsExactly(tuple(
                        share,
                        "aws-ec2-share",
                        "{\"ami\":\"\",\"region\":\"\",\"shareWithAccounts\":[\"111\",\"222\"]}"));
        assertStatus(share, "pending", "", "");

        worker.finish(copy.id(), COPY);
        assertStatus(copy.id(), "success", "ami-2", "eu-west-1");
        ClaimedJob taken = worker.take(share);
        assertStatus(share, "running", "", "");
        worker.finish(taken, COPY);
        assertStatus(share, "success", "ami-2", "eu-west-1");
    }

    @Test
    @DisplayName("C24 a finished copy is used again, others are not")
    void copies_are_used_again() {
        UUID unshared = Ec2Compose.finished("[]");
        compose = unshared;
        UUID first = id(clone("{\"region\":\"eu-west-1\"}"));
        UUID meanwhile = id(clone("{\"region\":\"eu-west-1\"}"));
        assertThat(meanwhile).isNotEqualTo(first);
        worker.finish(first, "{\"job_error\":{\"id\":3,\"reason\":\"no\"}}");
        worker.finish(meanwhile, COPY);

        assertThat(id(clone("{\"region\":\"eu-west-1\"}"))).isEqualTo(meanwhile);
        UUID elsewhere = id(clone("{\"region\":\"eu-west-2\"}"));
        UUID shared = id(clone("{\"region\":\"eu-west-1\",\"share_with_accounts\":[\"3\"]}"));
        assertThat(dependents(unshared))
                .extracting(StoredJob::id, StoredJob::type)
                .containsExactly(
                        tuple(first, "aws-ec2-copy"),
                        tuple(meanwhile, "aws-ec2-copy"),
                        tuple(elsewhere, "aws-ec2-copy"));
        assertThat(dependents(meanwhile)).extracting(StoredJob::id).containsExactly(shared);
    }

    @Test
    @DisplayName("C24 copies are recognised, and shown, whose digest does not tell where they are")
    void old_digests() {
        assertThat(clone("{\"region\":\"eu-west-1\"}").statusCode()).isEqualTo(201);
        UUID copy = dependents(compose).getFirst().id();
        worker.finish(copy, COPY);
        JdbcClient.create(RunningService.database().dataSource())
                .sql("UPDATE job_payload SET digest = '{}', digest_sealed = NULL WHERE job_id = ?")
                .param(copy)
                .update();

        assertStatus(copy, "success", "ami-2", "eu-west-1");
        assertThat(clone("{\"region\":\"eu-west-1\"}").statusCode()).isEqualTo(201);
        assertThat(dependents(compose)).hasSize(1);
        assertThat(dependents(copy)).hasSize(2);
    }

    @Test
    @DisplayName("C23 where nothing is to be done, the compose is its own clone")
    void nothing_to_do() {
        compose = Ec2Compose.finished("[]");
        assertThat(id(clone("{\"region\":\"us-east-1\"}"))).isEqualTo(compose);
        assertThat(dependents(compose)).isEmpty();
        assertThat(RunningService.get("/clones/" + compose).path("id").asString())
                .isEqualTo("26");
    }

    @Test
    @DisplayName("C23 a compose that is not finished, or has failed, cannot be cloned")
    void bad_state() {
        compose = Ec2Compose.submitted("[]");
        assertError(clone("{\"region\":\"eu-west-1\"}"), 400, 31);
        Ec2Compose.finish(compose, "{\"success\":false,\"osbuild_output\":{\"success\":false}}");
        assertError(clone("{\"region\":\"eu-west-1\"}"), 400, 31);
    }

    @Test
    @DisplayName("C23 T3 ids of nothing, of another kind of job, and of another tenant's compose")
    void ids() {
        UUID manifest = RunningService.jobsOf(compose.toString()).getFirst().id();
        UUID foreign = Ids.next();
        new Submissions(RunningService.statements(), _ -> Duration.ofDays(1))
                .enqueue(new JobGraph(
                        "org-2", null, List.of(new NewJob(foreign, "aws-ec2-copy", "{}", List.of())), Origin.NONE));
        for (UUID unknown : List.of(UUID.randomUUID(), foreign)) {
            compose = unknown;
            assertError(clone("{\"region\":\"r\"}"), 404, 15);
            assertThat(RunningService.get("/clones/" + unknown).path("id").asString())
                    .isEqualTo("15");
        }
        compose = manifest;
        assertError(clone("{\"region\":\"r\"}"), 404, 26);
        assertThat(RunningService.get("/clones/" + manifest).path("id").asString())
                .isEqualTo("26");
        assertThat(RunningService.get("/clones/x").path("id").asString()).isEqualTo("42");
    }

    @ParameterizedTest
    @DisplayName("C23 what is no request for a clone")
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            {}                                       | 30
            {"region":""}                            | 30
            {"region":7}                             | 30
            {"region":"r","accounts":[]}             | 30
            {"region":"r","share_with_accounts":[1]} | 30
            {"region":"\\u0000"}                     | 30
            {                                        | 30
            """)
    void bad_requests(String body, int error) {
        assertError(clone(body), 400, error);
        assertThat(dependents(compose)).isEmpty();
    }

    @Test
    @DisplayName("C23 a failed or cancelled clone has no place")
    void failures() {
        UUID share = id(clone("{\"region\":\"eu-west-1\"}"));
        UUID copy = dependents(compose).getFirst().id();
        worker.finish(copy, "{\"ami\":\"\",\"region\":\"\",\"job_error\":{\"id\":3,\"reason\":\"no\"}}");
        assertStatus(copy, "failure", "", "");
        var _ = RunningService.bean(Cancellations.class).cancel(share, "test");
        assertStatus(share, "failure", "", "");
    }

    @Test
    @DisplayName("C23 a finished clone without a result is unreadable")
    void unreadable() {
        UUID share = id(clone("{\"region\":\"us-east-1\"}"));
        worker.finish(share, "null");
        assertThat(RunningService.get("/clones/" + share).path("id").asString()).isEqualTo("1018");
    }

    @Test
    void the_examples_in_the_description_work() {
        RunningService.get("/openapi")
                .at("/paths/~1composes~1{id}~1clone/post/requestBody/content/application~1json/examples")
                .forEach(example -> assertThat(
                                clone(example.path("value").toString()).statusCode())
                        .isEqualTo(201));
        assertThat(dependents(compose)).hasSize(2);
    }

    private HttpResponse<String> clone(String body) {
        return RunningService.post("/composes/" + compose + "/clone", "application/json", body);
    }

    private static UUID id(HttpResponse<String> response) {
        return UUID.fromString(RunningService.json(response).path("id").asString());
    }

    private static List<StoredJob> dependents(UUID job) {
        return JdbcClient.create(RunningService.database().dataSource())
                .sql("""
                        SELECT j.id, compose_id, type, channel, state FROM job j
                        JOIN job_dependency d ON d.job_id = j.id
                        WHERE d.dependency_id = ? ORDER BY j.id
                        """)
                .param(job)
                .query(StoredJob.class)
                .stream()
                .filter(Objects::nonNull)
                .toList();
    }

    private static void assertStatus(UUID id, String status, String ami, String region) {
        assertThat(RunningService.get("/clones/" + id))
                .hasToString("{\"href\":\"/api/image-builder-composer/v2/clones/" + id + "\",\"id\":\"" + id
                        + "\",\"kind\":\"CloneComposeStatus\",\"status\":\"" + status
                        + "\",\"type\":\"aws\",\"options\":{\"ami\":\"" + ami + "\",\"region\":\"" + region + "\"}}");
    }

    private static void assertError(HttpResponse<String> response, int status, int error) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(RunningService.json(response).path("id").asString()).isEqualTo(Integer.toString(error));
    }
}

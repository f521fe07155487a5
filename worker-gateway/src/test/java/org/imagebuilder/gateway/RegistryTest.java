package org.imagebuilder.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagebuilder.gateway.Worker.Answer;
import org.imagebuilder.http.requests.Channel;
import org.imagebuilder.http.requests.Tenants;
import org.imagebuilder.queue.JobState;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import tools.jackson.databind.JsonNode;

/** Workers of several tenants. */
@Gateway
@Import(RegistryTest.ByHeader.class)
class RegistryTest {

    private static final String CHANNEL = "Test-Channel";
    private static final String EVERYBODY = "";
    private static final Pattern NEXT = Pattern.compile("<(.*)>; rel=\"next\"");

    @TestConfiguration
    static class ByHeader {

        @Bean
        @Primary
        Tenants byHeader() {
            return request ->
                    new Channel(Optional.ofNullable(request.getHeader(CHANNEL)).orElse(EVERYBODY));
        }
    }

    @Autowired
    Worker worker;

    @Autowired
    Queue queue;

    private final String channel = "org-" + UUID.randomUUID();

    @Test
    void workers_are_listed_page_by_page_in_the_order_of_their_ids() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(register(channel));
        }

        assertThat(idsOf(get(channel, "/workers"))).isEqualTo(ids);
        List<String> read = new ArrayList<>();
        String page = worker.base() + "/workers?limit=2";
        for (int i = 0; i < 2; i++) {
            Answer answer = send(channel, worker.request(page).GET());
            assertThat(answer.text("/href")).isEqualTo(worker.base() + "/workers");
            assertThat(answer.text("/kind")).isEqualTo("WorkerList");
            assertThat(idsOf(answer)).hasSize(2);
            read.addAll(idsOf(answer));
            Matcher next =
                    NEXT.matcher(answer.raw().headers().firstValue("Link").orElseThrow());
            assertThat(next.matches()).isTrue();
            page = next.group(1);
        }
        Answer last = send(channel, worker.request(page).GET());
        read.addAll(idsOf(last));
        assertThat(read).isEqualTo(ids);
        assertThat(last.raw().headers().firstValue("Link")).isEmpty();
        assertThat(idsOf(get("org-" + UUID.randomUUID(), "/workers"))).isEmpty();
    }

    @Test
    @DisplayName("W15 a worker is shown with the job that it was given under its id, for as long as it has it")
    void jobs() {
        String id = register(EVERYBODY);
        UUID job = queue.submit("osbuild:s390x", "{}");
        Answer handOut = take(id, "s390x", "osbuild");
        assertThat(handOut.text("/id")).isEqualTo(job.toString());

        Answer shown = get(EVERYBODY, "/workers/" + id);

        assertThat(shown.text("/href")).isEqualTo(worker.base() + "/workers/" + id);
        assertThat(shown.text("/kind")).isEqualTo("Worker");
        assertThat(shown.text("/arch")).isEqualTo("s390x");
        assertThat(Instant.parse(shown.text("/heartbeat_at")))
                .as("the job's, which is younger than the worker's own")
                .isAfter(Instant.parse(shown.text("/registered_at")));
        assertThat(shown.raw().body()).endsWith("\"jobs\":[{\"id\":\"%s\",\"type\":\"osbuild\"}]}\n".formatted(job));
        worker.patch(worker.pathOf(handOut), "{\"result\":{}}");
        assertThat(get(EVERYBODY, "/workers/" + id).raw().body()).endsWith("\"jobs\":[]}\n");
    }

    @Test
    @DisplayName("W14, W15 another tenant's worker is as unknown as one that never was")
    void otherTenants() {
        String id = register(channel);
        UUID job = queue.submit("file-resolve", "{}");

        assertThat(beat(channel, id).status()).isEqualTo(200);
        for (Answer answer : List.of(
                get(EVERYBODY, "/workers/" + id),
                get(channel, "/workers/" + UUID.randomUUID()),
                beat(EVERYBODY, id),
                ask(EVERYBODY, id, "x86_64", "file-resolve"),
                ask(EVERYBODY, id, "x86_64", "file-resolve"))) {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.error()).isEqualTo(18);
        }
        assertThat(idsOf(get(EVERYBODY, "/workers?limit=1000"))).doesNotContain(id);
        assertThat(queue.stateOf(job)).isEqualTo(JobState.READY);
        assertThat(ask(channel, id, "x86_64", "file-resolve").status())
                .as("its own channel has no job")
                .isEqualTo(204);
        worker.patch(worker.pathOf(worker.take("x86_64", "file-resolve")), "{\"result\":{}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1001", "99999999999", "ten", ""})
    void a_page_has_a_size_from_one_to_a_thousand(String limit) {
        Answer answer = get(EVERYBODY, "/workers?limit=" + limit);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource({"/workers?after=x", "/workers?after=", "/workers/x", "/workers/1-1-1-1-1"})
    void what_is_no_id_of_a_worker_is_refused(String path) {
        assertThat(get(EVERYBODY, path).status()).isEqualTo(400);
        assertThat(get(EVERYBODY, path).error()).isEqualTo(17);
    }

    private String register(String of) {
        Answer answer = send(of, json("/workers", "{\"arch\":\"s390x\"}"));
        assertThat(answer.status()).isEqualTo(201);
        return answer.text("/worker_id");
    }

    private Answer beat(String of, String id) {
        return send(
                of, worker.request(worker.base() + "/workers/" + id + "/status").POST(BodyPublishers.noBody()));
    }

    private Answer take(String id, String arch, String type) {
        Answer answer = ask(EVERYBODY, id, arch, type);
        while (answer.status() == 204) {
            answer = ask(EVERYBODY, id, arch, type);
        }
        return answer;
    }

    private Answer ask(String of, String id, String arch, String type) {
        return send(
                of,
                json("/jobs", "{\"arch\":\"%s\",\"types\":[\"%s\"],\"worker_id\":\"%s\"}".formatted(arch, type, id)));
    }

    private Answer get(String of, String path) {
        return send(of, worker.request(worker.base() + path).GET());
    }

    private HttpRequest.Builder json(String path, String body) {
        return worker.request(worker.base() + path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    private Answer send(String of, HttpRequest.Builder request) {
        return worker.send(request.header(CHANNEL, of));
    }

    private static List<String> idsOf(Answer list) {
        List<String> ids = new ArrayList<>();
        assertThat(list.body()).isNotNull();
        for (JsonNode item : list.body().path("items")) {
            ids.add(item.path("id").asString());
        }
        return ids;
    }
}

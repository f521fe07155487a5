package org.imagebuilder.composer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imagebuilder.composer.Requests.withImage;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.imagebuilder.queue.Ids;
import org.imagebuilder.queue.NewJob;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class ListingTest {

    private static final Pattern NEXT =
            Pattern.compile("<(/api/image-builder-composer/v2/composes/\\?[^>]+)>; rel=\"next\"");

    /** The list of everybody's composes is that of all tests in this process. */
    private final UUID before = Ids.next();

    @Test
    @DisplayName("S12 T6 the list has the statuses of the caller's composes, by id, until they are deleted")
    void list() {
        assertThat(get("/composes/?after=" + before).body()).isEqualTo("[]\n");
        UUID first = submitted();
        UUID second = submitted();
        Work.compose("org-2", Work.job("osbuild:x86_64"));
        Work.store("", null, Work.job("osbuild:x86_64"));

        HttpResponse<String> list = get("/composes/?after=" + before);

        assertThat(list.headers().allValues("Content-Type")).containsExactly("application/json");
        assertThat(list.headers().firstValue("Link")).isEmpty();
        assertThat(list.body())
                .isEqualTo(Stream.of(first, second)
                                .map(id -> RunningService.get("/composes/" + id).toString())
                                .toList()
                                .toString()
                                .replace(", ", ",")
                        + "\n");
        assertThat(get("/composes?after=" + before).body()).isEqualTo(list.body());

        Work.cancel(first);
        Work.cancel(RunningService.jobsOf(first.toString()).getFirst().id());
        assertThat(RunningService.send(RunningService.request("/composes/" + first)
                                .DELETE()
                                .build())
                        .statusCode())
                .isEqualTo(200);
        assertThat(ids(get("/composes/?after=" + before))).containsExactly(second);
    }

    @Test
    @DisplayName("S12 without a limit, the list is whole however long it is")
    void whole() {
        List<UUID> all = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            all.add(Work.compose("", Work.job("osbuild:x86_64")));
        }
        assertThat(ids(get("/composes/?after=" + before))).isEqualTo(all);
        assertThat(ids(get("/composes/"))).isSorted().containsAll(all);
    }

    @Test
    void pages_follow_each_other_until_there_are_no_more() {
        List<UUID> all = Stream.generate(ListingTest::submitted).limit(5).toList();
        List<List<UUID>> pages = new ArrayList<>();
        Optional<URI> next =
                Optional.of(RunningService.address(RunningService.BASE + "/composes/?limit=2&after=" + before));
        while (next.isPresent()) {
            HttpResponse<String> page =
                    RunningService.send(HttpRequest.newBuilder(next.get()).build());
            pages.add(ids(page));
            next = page.headers().firstValue("Link").map(ListingTest::next);
        }
        assertThat(pages).containsExactly(all.subList(0, 2), all.subList(2, 4), all.subList(4, 5));
        assertThat(get("/composes/?limit=5&after=" + before).headers().firstValue("Link"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit",
        "limit=-1, limit",
        "limit=1001, limit",
        "limit=99999999999999999999, limit",
        "limit=ten, limit",
        "limit=1&limit=2, limit",
        "limit=, limit",
        "after=x, after",
        "after=, after",
        "limit=1&after=1-1-1-1-1, after"
    })
    void what_is_no_page_is_refused(String query, String parameter) {
        HttpResponse<String> answer = get("/composes/?" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(RunningService.json(answer).path("id").asString()).isEqualTo("42");
        assertThat(RunningService.json(answer).path("details").asString())
                .startsWith("Invalid format for parameter " + parameter);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=10&after=", "?after="})
    @DisplayName("S12 composes without a status are left out, and those after them are not")
    void no_status(String query) {
        Work.compose("", Work.job("depsolve"));
        NewJob unreadable = Work.job("osbuild:x86_64");
        Work.finish(Work.compose("", unreadable), "{\"osbuild_output\":{\"success\":7}}");
        NewJob elsewhere = Work.job("osbuild:x86_64");
        Work.finish(
                Work.compose("", elsewhere),
                "{\"osbuild_output\":{},\"target_results\":[{\"name\":\"org.osbuild.moon\"}]}");
        UUID good = submitted();
        assertThat(ids(get("/composes/" + query + before))).containsExactly(good);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=10&after=", "?after="})
    void what_cannot_be_decrypted_is_told_before_an_answer_begins_and_can_be_deleted(String query) {
        NewJob build = Work.job("osbuild:x86_64");
        submitted();
        UUID damaged = Work.compose("", build);
        Work.finish(build, "{\"osbuild_output\":{\"success\":true}}");
        JdbcClient.create(RunningService.database().dataSource())
                .sql(
                        "UPDATE job_payload SET digest_sealed = overlay(digest_sealed PLACING '\\x00' FROM 1) WHERE job_id = ?")
                .param(build.id())
                .update();

        for (String path : List.of("/composes/" + query + before, "/composes/" + damaged)) {
            HttpResponse<String> refused = get(path);
            assertThat(refused.statusCode()).isEqualTo(500);
            assertThat(RunningService.json(refused).path("kind").asString()).isEqualTo("Error");
        }

        assertThat(RunningService.send(RunningService.request("/composes/" + damaged)
                                .DELETE()
                                .build())
                        .statusCode())
                .isEqualTo(200);
        assertThat(ids(get("/composes/" + query + before))).hasSize(1).doesNotContain(damaged);
    }

    @Test
    @DisplayName("S12 a compose stays in the list when others build on it")
    void cloned() {
        NewJob build = Work.job("osbuild:x86_64");
        UUID id = Work.compose("", build);
        Work.store("", null, Work.job("aws-ec2-copy", build));
        assertThat(ids(get("/composes/?after=" + before))).containsExactly(id);
    }

    @Test
    void the_list_is_indented_on_request() {
        submitted();
        assertThat(get("/composes/?pretty&after=" + before).body())
                .startsWith("[\n  {\n    \"href\": ")
                .endsWith("\n  }\n]\n");
    }

    private static HttpResponse<String> get(String path) {
        return RunningService.send(RunningService.request(path).GET().build());
    }

    private static URI next(String link) {
        Matcher matcher = NEXT.matcher(link);
        assertThat(matcher.matches()).as(link).isTrue();
        return RunningService.address(matcher.group(1));
    }

    private static List<UUID> ids(HttpResponse<String> list) {
        assertThat(list.statusCode()).as(list.body()).isEqualTo(200);
        List<UUID> ids = new ArrayList<>();
        for (JsonNode status : RunningService.json(list)) {
            assertThat(status.path("kind").asString()).isEqualTo("ComposeStatus");
            ids.add(UUID.fromString(status.path("id").asString()));
        }
        return ids;
    }

    private static UUID submitted() {
        return UUID.fromString(RunningService.json(RunningService.submit(withImage()))
                .path("id")
                .asString());
    }
}

package org.imagebuilder.composer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.imagebuilder.queue.Jobs;
import org.imagebuilder.queue.NewJob;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignComposeTest {

    @ParameterizedTest
    @DisplayName("T3 S9 whatever is asked of another tenant's compose, it answers like one that does not exist")
    @CsvSource({
        "GET, /metadata",
        "GET, /logs",
        "GET, /manifests",
        "GET, /sboms",
        "GET, ''",
        "DELETE, ''",
    })
    void like_unknown(String method, String part) {
        NewJob manifest = Work.job("image-builder-manifest");
        NewJob build = Work.job("osbuild:x86_64", manifest);
        UUID foreign = Work.compose("org-2", manifest, build);
        Work.finish(manifest, "{\"data\":{}}");
        Work.finish(build, "{}");

        HttpResponse<String> answer = ask(method, foreign, part);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(RunningService.json(answer).path("id").asString()).isEqualTo("15");
        assertThat(RunningService.json(answer).path("details").asString()).isEmpty();
        assertThat(withoutIds(answer)).isEqualTo(withoutIds(ask(method, UUID.randomUUID(), part)));
        assertThat(new Jobs(RunningService.statements()).find(foreign)).isPresent();

        HttpResponse<String> noId = RunningService.send(RunningService.request("/composes/x" + part)
                .method(method, BodyPublishers.noBody())
                .build());
        assertThat(RunningService.json(noId).path("id").asString()).isEqualTo("42");
    }

    private static HttpResponse<String> ask(String method, UUID compose, String part) {
        return RunningService.send(RunningService.request("/composes/" + compose + part)
                .method(method, BodyPublishers.noBody())
                .build());
    }

    private static String withoutIds(HttpResponse<String> answer) {
        return answer.statusCode() + answer.body().replaceAll("\"operation_id\":\"\\w{27}\"", "");
    }
}

package org.imagebuilder.standalone.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The public API, seen from a client. */
final class ComposerApi implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI base;

    ComposerApi(URI base) {
        this.base = base;
    }

    /** Submits a compose; the answer is its id. */
    String submit(String composeRequest) throws IOException, InterruptedException {
        HttpRequest request = to("/compose")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(composeRequest))
                .build();
        return answer(request, 201).path("id").asString();
    }

    JsonNode status(String compose) throws IOException, InterruptedException {
        return answer(to("/composes/" + compose).build(), 200);
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
    }

    private JsonNode answer(HttpRequest request, int expected) throws IOException, InterruptedException {
        var answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != expected) {
            throw new IOException(request.method() + " " + request.uri().getPath() + " was answered with "
                    + answer.statusCode() + " " + answer.body().strip());
        }
        return JsonMapper.shared().readTree(answer.body());
    }

    @Override
    public void close() {
        http.close();
    }
}

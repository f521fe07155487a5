package org.imagebuilder.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** JSON over HTTP, as any client speaks it. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Json() {}

    /** An answer; the body of an empty one is a missing node. */
    record Answer(int status, JsonNode body) {}

    static Answer get(URI base, String path) throws IOException, InterruptedException {
        return send("GET", base, path, null);
    }

    static Answer post(URI base, String path, String body) throws IOException, InterruptedException {
        return send("POST", base, path, body);
    }

    static Answer patch(URI base, String path, String body) throws IOException, InterruptedException {
        return send("PATCH", base, path, body);
    }

    /** Asks, and hangs up if there is no answer in time. */
    static Optional<Answer> postImpatiently(URI base, String path, String body, Duration patience)
            throws IOException, InterruptedException {
        try {
            return Optional.of(send(request("POST", base, path, body).timeout(patience)));
        } catch (HttpTimeoutException _) {
            return Optional.empty();
        }
    }

    /** A request without a body. */
    static Answer send(String method, URI base, String path) throws IOException, InterruptedException {
        return send(method, base, path, null);
    }

    private static Answer send(String method, URI base, String path, @Nullable String body)
            throws IOException, InterruptedException {
        return send(request(method, base, path, body).timeout(Duration.ofSeconds(60)));
    }

    private static HttpRequest.Builder request(String method, URI base, String path, @Nullable String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create((path.startsWith("/api/") ? base.resolve("/") + path.substring(1) : base + path)))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return body == null ? request : request.header("Content-Type", "application/json");
    }

    private static Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
        return new Answer(
                answer.statusCode(),
                answer.body().isBlank() ? MissingNode.getInstance() : MAPPER.readTree(answer.body()));
    }
}

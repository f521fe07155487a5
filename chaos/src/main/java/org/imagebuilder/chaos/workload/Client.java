package org.imagebuilder.chaos.workload;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.imagebuilder.chaos.cluster.Service;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends requests to the replicas in turn, like a load balancer that knows nothing about them. */
final class Client implements AutoCloseable {

    static final JsonMapper JSON = new JsonMapper();

    private static final int UNAVAILABLE = 503;
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(3);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_WITHIN)
            .build();
    private final List<Service> replicas;
    private final String basePath;
    private final Ledger ledger;
    private final AtomicInteger turn = new AtomicInteger();

    Client(List<Service> replicas, String basePath, Ledger ledger) {
        this.replicas = List.copyOf(replicas);
        this.basePath = basePath;
        this.ledger = ledger;
    }

    /** The replica whose turn it is. */
    Service next() {
        return replicas.get(Math.floorMod(turn.getAndIncrement(), replicas.size()));
    }

    /**
     * Sends a request and waits for its answer.
     *
     * @param path with the base path, or behind it
     */
    HttpResponse<String> send(Service replica, String method, String path, String body)
            throws IOException, InterruptedException {
        String whole = path.startsWith(basePath) ? path : basePath + path;
        HttpRequest request = HttpRequest.newBuilder(URI.create(replica.address() + whole))
                .timeout(ANSWER_WITHIN)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() >= 400) {
            requireEnvelope(method + " " + whole, response);
        }
        return response;
    }

    /** Whether the service cannot now, and says so as it should. */
    boolean isUnavailable(HttpResponse<String> response) {
        if (response.statusCode() != UNAVAILABLE) {
            return false;
        }
        ledger.turnedAway();
        if (response.headers().firstValue("Retry-After").isEmpty()) {
            ledger.surprise("a 503 does not say when to come again: " + response.body());
        }
        return true;
    }

    private void requireEnvelope(String request, HttpResponse<String> response) {
        try {
            JsonNode error = JSON.readTree(response.body());
            if (!error.path("kind").asString("").equals("Error") || !error.has("code")) {
                ledger.surprise("%s was answered %d without the error envelope: %s"
                        .formatted(request, response.statusCode(), response.body()));
            }
        } catch (JacksonException _) {
            ledger.surprise(
                    "%s was answered %d with no JSON: %s".formatted(request, response.statusCode(), response.body()));
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}

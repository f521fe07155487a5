package org.imagebuilder.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to the gateway as workers do. */
public final class Worker {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Environment environment;
    private final GatewaySettings settings;

    Worker(Environment environment, GatewaySettings settings) {
        this.environment = environment;
        this.settings = settings;
    }

    /** What came back; an empty body is null. */
    public record Answer(int status, @Nullable JsonNode body, HttpResponse<String> raw) {

        public String text(String pointer) {
            if (body == null) {
                throw new AssertionError("no body with " + status);
            }
            return body.at(pointer).asString();
        }

        public int error() {
            return Integer.parseInt(text("/id"));
        }
    }

    public int port() {
        return environment.getRequiredProperty("local.server.port", Integer.class);
    }

    public String base() {
        return settings.basePath();
    }

    public Answer get(String path) {
        return send(request(base() + path).GET());
    }

    public Answer post(String path, String body) {
        return send(json(path).POST(BodyPublishers.ofString(body)));
    }

    public Answer patch(String path, String body) {
        return send(json(path).method("PATCH", BodyPublishers.ofString(body)));
    }

    public Answer delete(String path) {
        return send(request(base() + path).DELETE());
    }

    public Answer ask(String arch, String... types) {
        return post("/jobs", "{\"arch\":\"" + arch + "\",\"types\":[\"" + String.join("\",\"", types) + "\"]}");
    }

    /** Asks until there is a job. */
    public Answer take(String arch, String... types) {
        return Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .until(() -> ask(arch, types), answer -> answer.status() == 201);
    }

    /** The path of a job that was handed out, below the base path. */
    public String pathOf(Answer handOut) {
        return handOut.text("/location").substring(base().length());
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
                .timeout(Duration.ofSeconds(20));
    }

    public Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
            JsonNode body =
                    response.body().isEmpty() ? null : JsonMapper.shared().readTree(response.body());
            return new Answer(response.statusCode(), body, response);
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** The body of the answer, which need not be JSON. */
    static String text(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private HttpRequest.Builder json(String path) {
        return request(base() + path).header("Content-Type", "application/json");
    }
}

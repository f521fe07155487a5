package org.imagebuilder.standalone.vulnerabilities;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends requests to an HTTP service that may be out of reach; what fails is tried once more. */
final class Service implements AutoCloseable {

    private static final Duration TO_CONNECT = Duration.ofSeconds(5);
    private static final int TOO_MANY = 429;

    private final URI base;
    private final Patience patience;
    private final HttpClient http;
    private final long begun = System.nanoTime();

    /**
     * How long to wait.
     *
     * @param pause before the second attempt
     * @param once for one answer
     * @param all for all answers together
     */
    record Patience(Duration pause, Duration once, Duration all) {}

    Service(URI base, Patience patience) {
        this.base = base;
        this.patience = patience;
        this.http = HttpClient.newBuilder()
                .connectTimeout(TO_CONNECT)
                .followRedirects(Redirect.NORMAL)
                .build();
    }

    JsonNode get(String path) throws InterruptedException {
        return answer(request(path).build());
    }

    JsonNode post(String path, Object body) throws InterruptedException {
        return answer(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body)))
                .build());
    }

    UnansweredException unanswered(String reason) {
        return new UnansweredException(base, reason);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path));
    }

    private JsonNode answer(HttpRequest request) throws InterruptedException {
        try {
            return attempt(request);
        } catch (IOException mayPass) {
            Thread.sleep(patience.pause());
        }
        try {
            return attempt(request);
        } catch (ConnectException e) {
            throw unanswered("cannot be reached");
        } catch (IOException e) {
            throw unanswered(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private JsonNode attempt(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request);
        int status = answer.statusCode();
        if (status >= 500 || status == TOO_MANY) {
            throw new IOException("answered with " + status);
        }
        if (status != 200) {
            throw unanswered("answered with " + status);
        }
        try {
            return JsonMapper.shared().readTree(answer.body());
        } catch (JacksonException e) {
            throw new IOException("gave no JSON", e);
        }
    }

    /** The request's own timeout would end with the headers, and a body may never come. */
    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(request, BodyHandlers.ofString());
        try {
            return answer.get(remaining().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("did not answer in time", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private Duration remaining() {
        Duration left = patience.all().minusNanos(System.nanoTime() - begun);
        if (left.isNegative()) {
            throw unanswered("did not answer everything in time");
        }
        return left.compareTo(patience.once()) < 0 ? left : patience.once();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}

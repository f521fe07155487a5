package org.imagebuilder.standalone.worker;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The worker API, seen from a worker. */
final class WorkerApi {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration AT_THE_END = Duration.ofSeconds(3);

    private final URI base;
    private final AuthorizedClient http;

    WorkerApi(URI base, AuthorizedClient http) {
        this.base = base;
        this.http = http;
    }

    /** Introduces a worker; the answer is the id under which it is known from now on. */
    String register(String architecture) throws IOException, InterruptedException {
        HttpRequest request = post(at("/workers"), Map.of("arch", architecture));
        return body(request, send(request), 201).path("worker_id").asString();
    }

    /** Says that the worker is alive; false if it has been forgotten and has to register again. */
    boolean beat(String worker) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(at("/workers/" + worker + "/status"))
                .POST(BodyPublishers.noBody())
                .build();
        return send(request).statusCode() == 200;
    }

    /** Waits for a job; empty if none came in the time the server waits. */
    Optional<HandedOutJob> next(List<String> types, String architecture, String worker)
            throws IOException, InterruptedException {
        HttpRequest request = post(at("/jobs"), Map.of("types", types, "arch", architecture, "worker_id", worker));
        HttpResponse<String> answer = send(request);
        if (answer.statusCode() == 204) {
            return Optional.empty();
        }
        JsonNode job = body(request, answer, 201);
        return Optional.of(new HandedOutJob(
                job.path("id").asString(),
                job.path("type").asString(),
                job.path("args"),
                job.path("dynamic_args"),
                base.resolve(job.path("location").asString()),
                base.resolve(job.path("artifact_location").asString(""))));
    }

    /** Says that the job is still being worked on; false if there is no point in going on. */
    boolean goOn(HandedOutJob job) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(job.location()).GET().build();
        HttpResponse<String> answer = send(request);
        return answer.statusCode() == 200
                && !JSON.readTree(answer.body()).path("canceled").asBoolean(true);
    }

    void report(HandedOutJob job, JsonNode partial) throws IOException, InterruptedException {
        update(job, "partial", partial);
    }

    void finish(HandedOutJob job, JsonNode result) throws IOException, InterruptedException {
        update(job, "result", result);
    }

    void upload(HandedOutJob job, String file, String content) throws IOException, InterruptedException {
        String segment = URLEncoder.encode(file, StandardCharsets.UTF_8).replace("+", "%20");
        HttpRequest request = HttpRequest.newBuilder(job.files().resolve(segment))
                .header("Content-Type", "application/octet-stream")
                .PUT(BodyPublishers.ofString(content))
                .build();
        HttpResponse<String> answer = send(request);
        if (answer.statusCode() != 200) {
            throw new UnexpectedAnswerException(request, answer);
        }
    }

    /** Returns the job, for another worker to take; does not wait long for a server that may be going down, too. */
    void giveBack(HandedOutJob job) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(job.location())
                .timeout(AT_THE_END)
                .DELETE()
                .build();
        body(request, send(request), 200);
    }

    private void update(HandedOutJob job, String member, JsonNode value) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(job.location())
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(JSON.writeValueAsString(Map.of(member, value))))
                .build();
        body(request, send(request), 200);
    }

    private URI at(String path) {
        return URI.create(base + path);
    }

    private static HttpRequest post(URI uri, Map<String, ?> body) {
        return HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request);
    }

    private static JsonNode body(HttpRequest request, HttpResponse<String> answer, int expected) {
        if (answer.statusCode() != expected) {
            throw new UnexpectedAnswerException(request, answer);
        }
        return JSON.readTree(answer.body());
    }
}

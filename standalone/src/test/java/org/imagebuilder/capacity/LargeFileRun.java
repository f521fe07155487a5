package org.imagebuilder.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.imagebuilder.system.Cluster;
import org.imagebuilder.testsupport.TestBucket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Brings an image of gigabytes in through a gateway, fetches it from a composer-service, and measures what they need. */
class LargeFileRun {

    private static final int CONTAINER_MEBIBYTES = 512;
    private static final String WORKER_API = "/api/image-builder-worker/v1";
    private static final String COMPOSER_API = "/api/image-builder-composer/v2";
    private static final String RESULT = """
            {"result":{"success":true,"osbuild_output":{"success":true},"target_results":[{"name":"org.osbuild.worker.server",
              "options":{"artifact_relative_path":"disk.qcow2"},"osbuild_artifact":{"export_filename":"disk.qcow2"}}]}}""";

    private final long bytes = Long.getLong("capacity.mebibytes", 2048) << 20;
    private final int atOnce = Integer.getInteger("capacity.at-once", 1);
    private final boolean inBucket =
            System.getProperty("capacity.store", "bucket").equals("bucket");
    private final String processor = System.getProperty("capacity.processor", "0");
    private final List<String> options =
            List.of(System.getProperty("capacity.jvm", CapacityRun.jvm()).split(" ", -1));
    private final PrintStream out = System.out;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private Path folder;

    @Test
    void a_large_image_goes_in_and_comes_out() throws Exception {
        try (Cluster cluster = Cluster.start(1, 1, 0)) {
            Map<String, Object> settings = new HashMap<>(cluster.settings());
            settings.putAll(
                    inBucket
                            ? TestBucket.fresh().settings()
                            : Map.of("imagebuilder.artifacts.folder", folder.toString()));
            settings.put("management.server.port", 0);
            settings.put("imagebuilder.authentication.mode", "none");
            String id = json(post(cluster.composer(0) + "/compose", BodyPublishers.ofString(Submission.COMPOSE)))
                    .path("id")
                    .asString();
            try (ServiceProcess gateway = start("worker-gateway", WORKER_API, settings)) {
                bringIn(gateway);
            }
            try (ServiceProcess composer = start("composer-service", COMPOSER_API, settings)) {
                fetch(composer, id);
            }
        }
    }

    private ServiceProcess start(String module, String api, Map<String, Object> settings) throws Exception {
        Map<String, Object> own = new HashMap<>(settings);
        try (ServerSocket free = new ServerSocket(0)) {
            own.put("server.port", free.getLocalPort());
        }
        Path log = Files.createTempFile("image-builder-" + module + "-", ".log");
        ServiceProcess service = ServiceProcess.start(ServiceProcess.jarOf(module), processor, options, own, api, log);
        out.println(module + " is ready: " + service.footprint() + "; log: " + log);
        return service;
    }

    private void bringIn(ServiceProcess gateway) throws Exception {
        String manifest = take(gateway, "image-builder-manifest");
        patch(manifest, "{\"result\":{\"data\":{},\"info\":{\"pipeline_names\":{}}}}");
        String build = take(gateway, "osbuild");
        measure(gateway, "upload", number -> {
            String name = number == 0 ? "disk.qcow2" : "disk-" + number + ".qcow2";
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(build + "/artifacts/" + name))
                            .PUT(BodyPublishers.ofInputStream(() -> new ImageBytes(bytes)))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        });
        patch(build, RESULT);
    }

    private void fetch(ServiceProcess composer, String id) throws Exception {
        measure(composer, "download", _ -> {
            HttpResponse<InputStream> answer = client.send(
                    HttpRequest.newBuilder(URI.create(composer.api() + "/composes/" + id + "/download"))
                            .build(),
                    BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            try (InputStream content = answer.body()) {
                assertThat(ImageBytes.isWhole(content, bytes)).isTrue();
            }
        });
    }

    private interface Transfer {
        void run(int number) throws Exception;
    }

    private void measure(ServiceProcess service, String what, Transfer transfer) throws Exception {
        double processor = service.cpuSeconds();
        long before = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Object>> all = IntStream.range(0, atOnce)
                    .<Callable<Object>>mapToObj(number -> () -> {
                        transfer.run(number);
                        return number;
                    })
                    .map(threads::submit)
                    .toList();
            for (Future<Object> one : all) {
                one.get();
            }
        }
        double seconds = (System.nanoTime() - before) / 1e9;
        out.printf(
                Locale.ROOT,
                "%d times %s of %d MiB took %.1f s, %.0f MiB/s, and %.1f s of a processor: %s%n",
                atOnce,
                what,
                bytes >> 20,
                seconds,
                atOnce * (bytes >> 20) / seconds,
                service.cpuSeconds() - processor,
                service.footprint());
        assertThat(service.residentMebibytesAtMost()).isLessThan(CONTAINER_MEBIBYTES);
    }

    private String take(ServiceProcess gateway, String type) throws Exception {
        String request = "{\"types\":[\"" + type + "\"],\"arch\":\"x86_64\"}";
        for (int i = 0; i < 5; i++) {
            HttpResponse<String> answer = post(gateway.api() + "/jobs", BodyPublishers.ofString(request));
            if (answer.statusCode() == 201) {
                return gateway.api()
                        .resolve(json(answer).path("location").asString())
                        .toString();
            }
        }
        throw new AssertionError("no job of the type " + type);
    }

    private HttpResponse<String> post(String address, BodyPublisher body) throws IOException, InterruptedException {
        return send("POST", address, body);
    }

    private void patch(String address, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = send("PATCH", address, BodyPublishers.ofString(body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private HttpResponse<String> send(String method, String address, BodyPublisher body)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(address))
                        .header("Content-Type", "application/json")
                        .method(method, body)
                        .build(),
                BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}

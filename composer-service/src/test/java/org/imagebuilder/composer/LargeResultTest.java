package org.imagebuilder.composer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.imagebuilder.queue.NewJob;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service with 256 MiB of heap, which also keeps files, unlike the one that other tests share. */
class LargeResultTest {

    /** The largest result that a worker may send has so many MiB. */
    private static final int LARGEST = 64;

    @TempDir
    private static Path folder;

    private static ChildService service;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws IOException {
        service = ChildService.start("--imagebuilder.artifacts.folder=" + folder);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void several_clients_at_once_get_all_of_the_largest_result() throws Exception {
        NewJob build = Work.job("osbuild:x86_64");
        UUID id = Work.compose("", build);
        Work.finish(build, "{\"osbuild_output\":{\"success\":true}}");
        long size = RunningService.enlargeResult(id, LARGEST);
        List<Callable<Long>> clients =
                new ArrayList<>(Collections.nCopies(4, () -> lengthOf("/composes/" + id + "/logs")));
        clients.add(() -> lengthOf("/composes/" + id + "/metadata"));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> answers = threads.invokeAll(clients);
            for (Future<Long> answer : answers.subList(0, 4)) {
                assertThat(answer.get()).isGreaterThan(size);
            }
            assertThat(answers.getLast().get()).isLessThan(1000);
        }
        assertThat(service.isAlive()).isTrue();
    }

    private long lengthOf(String path) throws Exception {
        HttpResponse<InputStream> answer =
                http.send(HttpRequest.newBuilder(service.address(path)).build(), BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            assertThat(answer.statusCode()).isEqualTo(200);
            return body.transferTo(OutputStream.nullOutputStream());
        }
    }

    @Test
    @DisplayName("C25 with a compose, the files of its jobs are deleted")
    void files() throws Exception {
        NewJob manifest = Work.job("image-builder-manifest");
        NewJob build = Work.job("osbuild:x86_64", manifest);
        UUID id = Work.compose("", manifest, build);
        Work.cancel(manifest.id());
        Work.cancel(id);
        Files.createDirectories(folder.resolve(manifest.id() + "/.1"));
        Files.writeString(Files.createDirectory(folder.resolve(id.toString())).resolve("disk.qcow2"), "image");
        Path other = Files.createDirectory(folder.resolve(UUID.randomUUID().toString()));

        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(service.address("/composes/" + id))
                        .DELETE()
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(other);
        }
    }
}

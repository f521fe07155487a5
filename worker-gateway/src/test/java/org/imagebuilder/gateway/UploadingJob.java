package org.imagebuilder.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.imagebuilder.gateway.Worker.Answer;

/**
 * A job whose worker uploads files.
 *
 * @param path of the job below the base path
 * @param folder where the gateway keeps files
 */
record UploadingJob(Worker worker, UUID id, String path, Path folder) {

    static UploadingJob handedOut(Worker worker, Queue queue, Path folder) {
        UUID id = queue.submit("osbuild:aarch64", "{}");
        return new UploadingJob(
                worker, id, worker.pathOf(worker.take("aarch64", "osbuild")), folder.resolve(id.toString()));
    }

    /** The same job in the hands of the next worker. */
    UploadingJob handedOutAgain() {
        return new UploadingJob(worker, id, worker.pathOf(worker.take("aarch64", "osbuild")), folder);
    }

    UploadingJob withToken(UUID token) {
        return new UploadingJob(worker, id, "/jobs/" + token, folder);
    }

    UUID token() {
        return UUID.fromString(path.substring("/jobs/".length()));
    }

    Answer upload(String name, String content) {
        return upload(name, BodyPublishers.ofString(content));
    }

    Answer upload(String name, BodyPublisher content) {
        return worker.send(
                worker.request(worker.base() + path + "/artifacts/" + name).PUT(content));
    }

    RawUpload rawUpload(String name, String... headers) throws IOException {
        return RawUpload.begin(worker, path + "/artifacts/" + name, headers);
    }

    /** Half of a file has arrived when this returns; the other half is {@code part} too. */
    RawUpload beginUpload() throws IOException {
        RawUpload upload = rawUpload("disk.img", "Content-Length: 8").send("part");
        Awaitility.await().until(() -> files().stream().anyMatch(file -> file.endsWith("/*")));
        return upload;
    }

    void succeed() {
        assertThat(worker.patch(path, "{\"result\":{\"success\":true,\"osbuild_output\":{\"success\":true}}}")
                        .status())
                .isEqualTo(200);
    }

    /** Everything that is kept for the job, relative to its folder, with a {@code *} for a random name. */
    List<String> files() {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .map(name -> name.replaceFirst("/\\.[0-9a-f-]{36}$", "/*"))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new AssertionError("cannot look into " + folder, e);
        }
    }

    String content(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }
}

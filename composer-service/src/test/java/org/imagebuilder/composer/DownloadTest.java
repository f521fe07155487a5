package org.imagebuilder.composer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.imagebuilder.composer.Requests.withImage;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.imagebuilder.artifacts.ArtifactName;
import org.imagebuilder.artifacts.Attempt;
import org.imagebuilder.artifacts.FolderStore;
import org.imagebuilder.artifacts.Upload;
import org.imagebuilder.composer.RunningService.JobRow;
import org.imagebuilder.jobtypes.ResultDigest;
import org.imagebuilder.queue.HandOuts;
import org.imagebuilder.queue.Handle;
import org.imagebuilder.queue.Ids;
import org.imagebuilder.queue.JobGraph;
import org.imagebuilder.queue.NewJob;
import org.imagebuilder.queue.Origin;
import org.imagebuilder.queue.Outcome;
import org.imagebuilder.queue.RawJson;
import org.imagebuilder.queue.Results;
import org.imagebuilder.queue.Submissions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DownloadTest {

    /** More than fits into the buffers between server and client. */
    private static final int LARGE = 32 << 20;

    private static final String LOCAL = """
            {"name":"org.osbuild.worker.server","options":{"artifact_relative_path":"disk.qcow2"},
             "osbuild_artifact":{"export_filename":"disk.qcow2","export_name":"qcow2"}}""";

    private final HandOuts handOuts = new HandOuts(RunningService.statements());
    private final Results results = new Results(RunningService.statements());

    @Test
    @DisplayName("C22 W11 the file of the single local target, whole or a range of it")
    void file() throws Exception {
        UUID id = built("0123456789".getBytes(StandardCharsets.UTF_8));

        HttpResponse<String> whole = download(id);
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.body()).isEqualTo("0123456789");
        assertThat(whole.headers().map())
                .containsEntry("Content-Type", List.of("application/x-qemu-disk"))
                .containsEntry("Content-Length", List.of("10"))
                .containsEntry("Accept-Ranges", List.of("bytes"))
                .containsEntry("Content-Disposition", List.of("attachment; filename=\"" + id + "-disk.qcow2\""));

        HttpResponse<String> part = download(id, "Range", "bytes=2-4");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("234");
        assertThat(part.headers().firstValue("Content-Range")).contains("bytes 2-4/10");

        HttpResponse<String> beyond = download(id, "Range", "bytes=10-");
        assertThat(beyond.statusCode()).isEqualTo(416);
        assertThat(beyond.headers().firstValue("Content-Range")).contains("bytes */10");

        String tag = whole.headers().firstValue("ETag").orElseThrow();
        assertThat(download(id, "If-None-Match", tag).statusCode()).isEqualTo(304);
    }

    @Test
    @DisplayName("C22 the file is the same before and after it is published, and the status tells its path")
    void published() throws Exception {
        UUID id = built("bytes".getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> before = download(id);
        new FolderStore(RunningService.ARTIFACTS).publish(new Attempt(id, 1));
        HttpResponse<String> after = download(id);

        assertThat(after.body()).isEqualTo("bytes");
        assertThat(after.headers().firstValue("ETag"))
                .isEqualTo(before.headers().firstValue("ETag"));
        Path path = RunningService.ARTIFACTS.resolve(id.toString()).resolve("disk.qcow2");
        assertThat(RunningService.get("/composes/" + id)
                        .at("/image_status/upload_status/options/artifact_path")
                        .asString())
                .isEqualTo(path.toString());
        assertThat(path).exists();
    }

    @Test
    @DisplayName("C22 nothing to download: not finished, failed, cleared away")
    void nothing() throws Exception {
        UUID id = submitted();
        assertError(download(id), 400, 1022, "the compose is not finished");
        UUID failed = finished(submitted(), "{\"success\":false,\"osbuild_output\":{\"success\":false}}");
        assertError(download(failed), 400, 1022, "the build has failed");
        UUID cleared = finished(submitted(), result(LOCAL));
        assertError(download(cleared), 400, 1022, "the image is not on this server");
    }

    @Test
    @DisplayName("C22 a compose with several targets is not to be downloaded")
    void several() throws Exception {
        assertError(download(finished(submitted(), result(LOCAL, LOCAL))), 500, 1006, "the image has 2 upload targets");
    }

    @Test
    @DisplayName("C22 S9 ids of nothing, of another kind of job, and of no UUID at all")
    void ids() {
        assertError(download(UUID.randomUUID()), 404, 15, "");
        UUID manifest = RunningService.jobsOf(submitted().toString()).getFirst().id();
        assertError(download(manifest), 404, 26, "");
        HttpResponse<String> malformed = RunningService.send(
                RunningService.request("/composes/x/download").GET().build());
        assertError(malformed, 400, 42, "Invalid format for parameter id");
    }

    @Test
    @DisplayName("T3 an image of another tenant answers like one that does not exist")
    void foreign() throws Exception {
        NewJob job = new NewJob(Ids.next(), "osbuild:x86_64", "{}", List.of());
        new Submissions(RunningService.statements(), _ -> Duration.ofDays(1))
                .enqueue(new JobGraph("org-2", null, List.of(job), Origin.NONE));
        upload(job.id(), "secret".getBytes(StandardCharsets.UTF_8));
        finish(job.id(), result(LOCAL));
        assertError(download(job.id()), 404, 15, "");
    }

    @Test
    void nobody_is_told_the_size_without_the_file() throws Exception {
        UUID id = built(new byte[10]);
        HttpResponse<String> head = RunningService.send(RunningService.request("/composes/" + id + "/download")
                .method("HEAD", BodyPublishers.noBody())
                .build());
        assertThat(head.statusCode()).isEqualTo(404);
    }

    @Test
    void a_large_file_arrives_as_it_is() throws Exception {
        byte[] image = new byte[LARGE];
        new Random(1).nextBytes(image);
        UUID id = built(image);
        try (RawDownload download = new RawDownload(id)) {
            assertThat(download.rest()).isEqualTo(image);
        }
    }

    @Test
    void slow_clients_hold_no_connection_to_the_database_and_leave_nothing_open_when_they_go() throws Exception {
        UUID id = built(new byte[LARGE]);
        List<RawDownload> slow = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            slow.add(new RawDownload(id));
        }
        assertThat(openFiles(id)).as("more than there are connections").isEqualTo(12);
        assertThat(RunningService.get("/composes/" + id).path("status").asString())
                .isEqualTo("success");

        for (RawDownload download : slow) {
            download.close();
        }
        Awaitility.await().until(() -> openFiles(id) == 0);
    }

    @Test
    void a_client_that_takes_nothing_for_long_is_cut_off() throws Exception {
        UUID id = built(new byte[LARGE]);
        long before = System.nanoTime();
        try (RawDownload _ = new RawDownload(id)) {
            assertThat(openFiles(id)).isEqualTo(1);
            Awaitility.await().until(() -> openFiles(id) == 0);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .as("twice the time to send a request")
                .isGreaterThan(Duration.ofSeconds(4));
    }

    @Test
    void a_file_that_cannot_be_read_to_its_end_is_not_taken_for_a_whole_one() throws Exception {
        UUID id = built(new byte[LARGE]);
        try (RawDownload download = new RawDownload(id);
                RandomAccessFile file = new RandomAccessFile(place(id).toFile(), "rw")) {
            file.setLength(LARGE / 2);
            assertThatThrownBy(download::rest)
                    .isInstanceOf(IOException.class)
                    .hasMessageMatching("ended after \\d+ bytes|Connection reset");
        }
    }

    /** A client that has read the head of the answer, and reads on when it is told. */
    private static final class RawDownload implements AutoCloseable {

        private final Socket socket = new Socket();
        private final int length;

        RawDownload(UUID id) throws IOException {
            socket.setReceiveBufferSize(64 * 1024);
            socket.setSoTimeout(20_000);
            var address = RunningService.address(RunningService.BASE + "/composes/" + id + "/download");
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
            socket.getOutputStream()
                    .write(("GET " + address.getPath() + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) socket.getInputStream().read());
            }
            assertThat(head.toString()).startsWith("HTTP/1.1 200 ");
            length = Integer.parseInt(head.toString().replaceFirst("(?s).*Content-Length: (\\d+).*", "$1"));
        }

        byte[] rest() throws IOException {
            InputStream in = socket.getInputStream();
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new IOException("ended after " + bytes.length + " bytes");
            }
            return bytes;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static long openFiles(UUID id) throws IOException {
        long open = 0;
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            for (Path one : all.toList()) {
                open += isOf(id, one) ? 1 : 0;
            }
        }
        return open;
    }

    private static boolean isOf(UUID id, Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().contains(id.toString());
        } catch (IOException _) {
            return false; // closed meanwhile
        }
    }

    private UUID built(byte[] image) throws IOException {
        UUID id = submitted();
        upload(id, image);
        return finished(id, result(LOCAL));
    }

    private static String result(String... targets) {
        return "{\"success\":true,\"osbuild_output\":{\"success\":true},\"target_results\":["
                + String.join(",", targets) + "]}";
    }

    private static void upload(UUID job, byte[] image) throws IOException {
        FolderStore store = new FolderStore(RunningService.ARTIFACTS);
        try (Upload upload = store.begin(new Attempt(job, 1), new ArtifactName("disk.qcow2"))) {
            upload.write(image, image.length);
            upload.commit();
        }
    }

    private static Path place(UUID job) {
        return RunningService.ARTIFACTS.resolve(job.toString()).resolve(".1").resolve("disk.qcow2");
    }

    private UUID submitted() {
        String request =
                withImage("upload_options", "", "upload_targets", "[{\"type\":\"local\",\"upload_options\":{}}]");
        return UUID.fromString(
                RunningService.json(RunningService.submit(request)).path("id").asString());
    }

    /** Takes a compose through its whole life. */
    private UUID finished(UUID id, String result) {
        List<UUID> jobs =
                RunningService.jobsOf(id.toString()).stream().map(JobRow::id).toList();
        finish(jobs.getFirst(), "{\"data\":{},\"info\":{}}");
        finish(id, result);
        return id;
    }

    private void finish(UUID job, String result) {
        Handle held = handOuts.claim(job, null, null).orElseThrow().handle();
        assertThat(results.finish(
                        held,
                        RawJson.of(result),
                        Outcome.success(ResultDigest.of(result).toString())))
                .isPresent();
    }

    private static HttpResponse<String> download(UUID id, String... headers) {
        HttpRequest.Builder request = RunningService.request("/composes/" + id + "/download");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return RunningService.send(request.GET().build());
    }

    private static void assertError(HttpResponse<String> response, int status, int error, String details) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(RunningService.json(response).path("id").asString()).isEqualTo(Integer.toString(error));
        assertThat(RunningService.json(response).path("details").asString()).isEqualTo(details);
    }
}

package org.imagebuilder.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.coyote.http11.Http11NioProtocol;
import org.awaitility.Awaitility;
import org.imagebuilder.gateway.Worker.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@Gateway
@DirtiesContext
class UploadTest {

    @TempDir
    private static Path folder;

    @Autowired
    Worker worker;

    @Autowired
    Queue queue;

    @Autowired
    ServletWebServerApplicationContext context;

    private UploadingJob job;

    @DynamicPropertySource
    static void keepFiles(DynamicPropertyRegistry properties) {
        properties.add("imagebuilder.artifacts.folder", folder::toString);
    }

    @BeforeEach
    void take_a_job() {
        job = UploadingJob.handedOut(worker, queue, folder);
    }

    @Test
    void a_client_that_asks_first_sends_nothing_in_vain() throws Exception {
        try (RawUpload upload = job.rawUpload("disk.img", "Content-Length: 5", "Expect: 100-continue")) {
            assertThat(upload.send("bytes").answer())
                    .startsWith("HTTP/1.1 100 ")
                    .contains("HTTP/1.1 200 ");
        }
        job.succeed();
        try (RawUpload upload = job.rawUpload("disk.img", "Content-Length: 5", "Expect: 100-continue")) {
            assertThat(upload.answer()).startsWith("HTTP/1.1 404 ").contains("\"id\":\"5\"");
        }
    }

    @Test
    void the_length_need_not_be_known() throws Exception {
        try (RawUpload upload = job.rawUpload("disk.img", "Transfer-Encoding: chunked")) {
            assertThat(upload.send("3\r\nbyt\r\n2\r\nes\r\n0\r\n\r\n").answer()).startsWith("HTTP/1.1 200 ");
        }
        job.succeed();
        assertThat(job.content("disk.img")).isEqualTo("bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 8", "Transfer-Encoding: chunked"})
    void an_interrupted_upload_leaves_nothing_and_can_be_repeated(String length) throws Exception {
        try (RawUpload upload = job.rawUpload("disk.img", length)) {
            assertThat(upload.send("5\r\nb").end().answer())
                    .startsWith("HTTP/1.1 400 ")
                    .contains("\"kind\":\"Error\"");
        }
        try (RawUpload upload = job.rawUpload("disk.img", length)) {
            upload.send("5\r\nb");
            Awaitility.await().until(() -> job.files().equals(List.of(".1/*")));
        }
        Awaitility.await().until(() -> job.files().isEmpty());

        assertThat(job.upload("disk.img", "bytes").status()).isEqualTo(200);
        job.succeed();
        assertThat(job.files()).containsExactly("disk.img");
    }

    @Test
    void two_uploads_of_one_name_at_once_end_as_one_whole_file() throws Exception {
        String one = "1".repeat(3_000_000);
        String other = "2".repeat(2_000_000);
        Thread first = Thread.ofVirtual().start(() -> job.upload("disk.img", one));
        Thread second = Thread.ofVirtual().start(() -> job.upload("disk.img", other));
        first.join();
        second.join();
        job.succeed();

        assertThat(job.files()).containsExactly("disk.img");
        assertThat(List.of(one, other).contains(job.content("disk.img"))).isTrue();
    }

    @Test
    void where_no_folder_can_be_made_the_upload_fails_alone() throws Exception {
        Files.writeString(job.folder(), "in the way");
        Answer answer = job.upload("disk.img", "bytes");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.error()).isEqualTo(1000);
        assertThat(answer.raw().body()).doesNotContain(folder.toString());
        job.succeed();
    }

    @Test
    void a_file_that_cannot_be_stored_is_no_success() throws Exception {
        try (RawUpload upload = job.beginUpload()) {
            Path attempt = job.folder().resolve(".1");
            try (var files = Files.newDirectoryStream(attempt)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
            assertThat(upload.send("part").answer()).startsWith("HTTP/1.1 500 ").contains("\"id\":\"1002\"");
        }
        assertThat(job.files()).isEmpty();
        assertThat(job.upload("disk.img", "bytes").status()).isEqualTo(200);
    }

    @Test
    void a_large_upload_needs_no_memory() {
        LargeFile file = new LargeFile(400L << 20);
        long before = LargeFile.heap();
        Answer answer = worker.send(worker.request(worker.base() + job.path() + "/artifacts/disk.img")
                .timeout(Duration.ofMinutes(5))
                .PUT(BodyPublishers.ofInputStream(() -> file)));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(job.folder().resolve(".1").resolve("disk.img")).hasSize(400L << 20);
        assertThat(file.heapInTheMiddle() - before).isLessThan(50L << 20);
    }

    @Test
    void uploads_hold_no_connection_to_the_database() throws Exception {
        List<RawUpload> uploads = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            uploads.add(job.rawUpload("disk.img", "Content-Length: 8").send("part"));
        }
        Awaitility.await().until(() -> job.files().size() == 30);

        assertThat(worker.get(job.path()).status()).isEqualTo(200);
        job.succeed();
        for (RawUpload upload : uploads) {
            assertThat(upload.send("part").answer()).startsWith("HTTP/1.1 404 ");
            upload.close();
        }
        Awaitility.await().until(() -> job.files().isEmpty());
    }

    @Test
    void a_slow_upload_has_the_configured_patience() {
        assertThat(context.getWebServer())
                .asInstanceOf(type(TomcatWebServer.class))
                .extracting(server -> server.getTomcat().getConnector().getProtocolHandler())
                .asInstanceOf(type(Http11NioProtocol.class))
                .returns(false, Http11NioProtocol::getDisableUploadTimeout)
                .returns(60_000, Http11NioProtocol::getConnectionUploadTimeout);
    }
}

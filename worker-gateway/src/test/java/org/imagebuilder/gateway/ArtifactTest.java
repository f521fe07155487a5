package org.imagebuilder.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.UUID;
import org.imagebuilder.gateway.Worker.Answer;
import org.imagebuilder.queue.HandOuts;
import org.imagebuilder.queue.Handle;
import org.imagebuilder.queue.Statements;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@Gateway
@DirtiesContext
class ArtifactTest {

    @TempDir
    private static Path folder;

    @Autowired
    Worker worker;

    @Autowired
    Queue queue;

    @Autowired
    Statements statements;

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
    @DisplayName("W11 files uploaded while the job runs are found under its id after the finish")
    void upload() throws Exception {
        Answer answer = job.upload("disk.img", "bytes");
        job.upload("Größe%201.json", "{}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.raw().body()).isEmpty();
        assertThat(job.files()).containsExactly(".1/Größe 1.json", ".1/disk.img");

        job.succeed();

        assertThat(job.files()).containsExactly("Größe 1.json", "disk.img");
        assertThat(job.content("disk.img")).isEqualTo("bytes");
    }

    @Test
    void a_file_can_be_uploaded_again_and_may_be_empty() throws Exception {
        job.upload("disk.img", "a first try");
        assertThat(job.upload("disk.img", "bytes").status()).isEqualTo(200);
        assertThat(job.upload("empty", BodyPublishers.noBody()).status()).isEqualTo(200);
        job.succeed();

        assertThat(job.content("disk.img")).isEqualTo("bytes");
        assertThat(job.content("empty")).isEmpty();
    }

    @Test
    void the_files_of_a_job_that_failed_are_gone() {
        job.upload("disk.img", "bytes");
        assertThat(worker.patch(job.path(), "{\"result\":{\"success\":false}}").status())
                .isEqualTo(200);

        assertThat(job.files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "%2e",
                "%2e%2e",
                ".%2e",
                ".hidden",
                "%2ehidden",
                "a%2Fb",
                "%2e%2e%2Fx",
                "%2F",
                "a%5Cb",
                "..%5Cx",
                "a%00b",
                "%0a",
                "a%7Fb",
                "a;b",
                "..;",
                "%FF",
                "%ED%A0%80"
            })
    @DisplayName("W13 names that leave the folder, or are none")
    void names(String name) throws Exception {
        String answer = job.rawUpload(name, "Content-Length: 5").send("bytes").answer();

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("\"kind\":\"Error\"", "\"operation_id\"");
        assertThat(job.files()).isEmpty();
        assertThat(folder.resolve("x")).doesNotExist();
    }

    @Test
    @DisplayName("W13 a name that is too long, and how the answer says so")
    void longName() {
        Answer answer = job.upload("x".repeat(256), "bytes");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo(19);
        assertThat(answer.text("/reason")).contains("255 bytes").isEqualTo(answer.text("/message"));
        assertThat(job.upload("x".repeat(255), "bytes").status()).isEqualTo(200);
    }

    @Test
    @DisplayName("W13 tokens that never were, or whose job has ended")
    void tokens() {
        UploadingJob unknown = job.withToken(UUID.randomUUID());
        assertThat(unknown.upload("disk.img", "bytes").status()).isEqualTo(404);
        assertThat(unknown.upload("disk.img", "bytes").error()).isEqualTo(5);
        job.succeed();
        assertThat(job.upload("disk.img", "bytes").status()).isEqualTo(404);
        assertThat(job.upload("disk.img", "bytes").error()).isEqualTo(5);
        assertThat(job.files()).isEmpty();
    }

    @Test
    @DisplayName("W13 a cancelled job takes no files, and one that was cancelled meanwhile neither")
    void cancelled() throws Exception {
        try (RawUpload upload = job.beginUpload()) {
            queue.cancel(job.id());
            assertThat(upload.send("part").answer()).startsWith("HTTP/1.1 404 ").contains("\"id\":\"5\"");
        }
        assertThat(job.upload("disk.img", "bytes").error()).isEqualTo(5);
        assertThat(job.files()).isEmpty();
    }

    @Test
    void an_upload_that_outlasts_its_job_changes_nothing() throws Exception {
        job.upload("disk.img", "bytes");
        try (RawUpload upload = job.beginUpload()) {
            job.succeed();
            assertThat(upload.send("part").answer()).startsWith("HTTP/1.1 404 ").contains("\"id\":\"5\"");
        }
        assertThat(job.files()).containsExactly("disk.img");
        assertThat(job.content("disk.img")).isEqualTo("bytes");
    }

    @Test
    void a_lost_attempts_file_never_becomes_the_jobs() throws Exception {
        job.upload("disk.img", "of the lost attempt");
        job.upload("log", "of the lost attempt");
        try (RawUpload upload = job.beginUpload()) {
            new HandOuts(statements).handBack(new Handle(job.token(), ""), "test");
            job = job.handedOutAgain();
            assertThat(job.upload("disk.img", "good").status()).isEqualTo(200);
            assertThat(upload.send("part").answer()).startsWith("HTTP/1.1 404 ");
        }
        job.succeed();

        assertThat(job.content("disk.img")).isEqualTo("good");
        assertThat(job.files()).containsExactly(".1/disk.img", ".1/log", "disk.img");
    }
}

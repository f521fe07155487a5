package org.imagebuilder.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.imagebuilder.gateway.Worker.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

@Gateway
@DirtiesContext
@TestPropertySource(
        properties = {
            "imagebuilder.artifacts.max-size=100KB",
            "imagebuilder.artifacts.max-files=3",
            "imagebuilder.artifacts.silence=300ms"
        })
class UploadLimitTest {

    @TempDir
    private static Path folder;

    @Autowired
    Worker worker;

    @Autowired
    Queue queue;

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
    void a_file_over_the_limit_is_refused_by_its_announced_length() throws Exception {
        try (RawUpload upload = job.rawUpload("disk.img", "Content-Length: 102401", "Expect: 100-continue")) {
            assertThat(upload.answer())
                    .startsWith("HTTP/1.1 400 ")
                    .contains("\"id\":\"19\"", "An artifact has at most 102400 bytes");
        }
        assertThat(job.files()).isEmpty();
    }

    @Test
    void a_file_over_the_limit_is_refused_while_it_arrives() throws Exception {
        try (RawUpload upload = job.rawUpload("disk.img", "Transfer-Encoding: chunked")) {
            assertThat(upload.send("19001\r\n" + "x".repeat(102_401) + "\r\n0\r\n\r\n")
                            .answer())
                    .startsWith("HTTP/1.1 400 ")
                    .contains("An artifact has at most 102400 bytes");
        }
        assertThat(job.files()).isEmpty();
    }

    @Test
    void a_file_at_the_limit_is_taken() {
        assertThat(job.upload("disk.img", "x".repeat(102_400)).status()).isEqualTo(200);
    }

    @Test
    void no_more_files_are_taken_than_allowed_but_each_of_them_again() throws Exception {
        for (String name : List.of("a", "b", "c")) {
            assertThat(job.upload(name, "bytes").status()).isEqualTo(200);
        }
        Answer refusal = job.upload("d", "bytes");
        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.error()).isEqualTo(19);
        assertThat(refusal.text("/reason")).isEqualTo("A job has at most 3 artifacts");
        assertThat(job.upload("c", "other bytes").status()).isEqualTo(200);

        job.succeed();
        assertThat(job.files()).containsExactly("a", "b", "c");
        assertThat(job.content("c")).isEqualTo("other bytes");
    }

    @Test
    void an_upload_that_stalls_is_cut_and_leaves_nothing() throws Exception {
        try (RawUpload upload = job.rawUpload("disk.img", "Content-Length: 8").send("part")) {
            Awaitility.await().until(() -> !job.files().isEmpty());
            assertThat(upload.answer()).doesNotContain(" 200 ");
        }
        Awaitility.await().until(() -> job.files().isEmpty());
    }
}

package org.imagebuilder.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.imagebuilder.artifacts.Artifact;
import org.imagebuilder.artifacts.ArtifactName;
import org.imagebuilder.artifacts.ArtifactStore;
import org.imagebuilder.artifacts.Attempt;
import org.imagebuilder.artifacts.KeptJob;
import org.imagebuilder.artifacts.Leftover;
import org.imagebuilder.testsupport.TestBucket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@Gateway
@DirtiesContext
class BucketUploadTest {

    private static final ArtifactName DISK = new ArtifactName("disk.img");

    @Autowired
    Worker worker;

    @Autowired
    Queue queue;

    @Autowired
    ArtifactStore store;

    private UploadingJob job;

    @DynamicPropertySource
    static void keepFiles(DynamicPropertyRegistry properties) {
        TestBucket.fresh().settings().forEach((name, value) -> properties.add(name, () -> value));
    }

    @BeforeEach
    void take_a_job() {
        job = UploadingJob.handedOut(worker, queue, Path.of("no-folder"));
    }

    @Test
    @DisplayName("W11 files uploaded while the job runs are found under its id after the finish")
    void upload() throws Exception {
        byte[] image = new byte[20 << 20]; // more than one part
        new Random(1).nextBytes(image);
        assertThat(job.upload("disk.img", BodyPublishers.ofByteArray(image)).status())
                .isEqualTo(200);
        assertThat(job.upload("Größe%201.json", "{}").status()).isEqualTo(200);

        job.succeed();

        assertThat(content(DISK)).isEqualTo(image);
        assertThat(content(new ArtifactName("Größe 1.json"))).asString().isEqualTo("{}");
    }

    @Test
    void pieces_of_unknown_number_make_one_file() throws Exception {
        byte[] piece = new byte[100_000];
        Arrays.fill(piece, (byte) 'x');
        assertThat(job.upload("disk.img", BodyPublishers.ofByteArrays(List.of(piece, piece, piece)))
                        .status())
                .isEqualTo(200);
        assertThat(content(DISK)).hasSize(300_000).containsOnly('x');
    }

    @Test
    void an_interrupted_upload_leaves_nothing_and_can_be_repeated() throws Exception {
        try (RawUpload _ = job.rawUpload("disk.img", "Content-Length: 8").send("part")) {
            Awaitility.await().until(() -> !attempts().isEmpty());
        }
        Awaitility.await().until(() -> attempts().isEmpty());

        assertThat(job.upload("disk.img", "bytes").status()).isEqualTo(200);
        assertThat(content(DISK)).asString().isEqualTo("bytes");
    }

    @Test
    void an_upload_that_outlasts_its_job_changes_nothing() throws Exception {
        job.upload("disk.img", "bytes");
        try (RawUpload upload = job.rawUpload("disk.img", "Content-Length: 8").send("part")) {
            Awaitility.await().until(() -> attempts().size() == 1);
            job.succeed();
            assertThat(upload.send("part").answer()).startsWith("HTTP/1.1 404 ").contains("\"id\":\"5\"");
        }
        assertThat(content(DISK)).asString().isEqualTo("bytes");
    }

    private byte[] content(ArtifactName name) throws IOException {
        try (Artifact artifact = store.open(new Attempt(job.id(), 1), name).orElseThrow();
                InputStream content = artifact.read(0, artifact.size())) {
            return content.readAllBytes();
        }
    }

    private List<Attempt> attempts() throws IOException {
        try (Stream<KeptJob> jobs = store.jobs()) {
            return jobs.filter(kept -> kept.id().equals(job.id()))
                    .flatMap(kept -> kept.leftovers().stream())
                    .map(Leftover::attempt)
                    .toList();
        }
    }
}

package org.imagebuilder.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.ThreadPoolExecutor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

class ArtifactsTest {

    @TempDir
    private Path folder;

    @Test
    void the_dispatcher_sweeps_the_folder_that_it_is_given() throws Exception {
        try (var dispatcher = new RunningDispatcher(
                "--imagebuilder.artifacts.folder=" + folder,
                "--imagebuilder.dispatcher.artifact-sweep-interval=200ms")) {
            Path job = Files.createDirectory(folder.resolve("at first without a name"));
            Files.writeString(job.resolve("disk.img"), "bytes");
            Files.move(job, folder.resolve(UUID.randomUUID().toString()));

            assertThat(dispatcher.part(ThreadPoolTaskScheduler.class).getScheduledThreadPoolExecutor())
                    .as("where a long sweep holds up nothing else")
                    .returns(9, ThreadPoolExecutor::getCorePoolSize);
            MeterRegistry meters = dispatcher.part(MeterRegistry.class);
            await().untilAsserted(() -> {
                assertThat(folder).isEmptyDirectory();
                assertThat(meters.get("imagebuilder.artifacts.removed")
                                .counter()
                                .count())
                        .isEqualTo(1);
                assertThat(meters.get("imagebuilder.artifacts.removed.bytes")
                                .counter()
                                .count())
                        .isEqualTo(5);
            });
        }
    }
}

package org.imagebuilder.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a killed process leaves behind: its PostgreSQL, still running, or only the file with the server's number. */
final class OrphanedPostmaster {

    private static final int PATIENCE_SECONDS = 20;

    private OrphanedPostmaster() {}

    /** Makes a data folder startable again; to be called by the holder of the folder's lock only. */
    static void remove(Path data) throws IOException {
        stop(data);
        // Whatever has this number now is no server of this folder, but its mere existence would refuse a start.
        Files.deleteIfExists(pidFile(data));
    }

    /** Stops the server that runs on a data folder, if any, and waits for its end. */
    static void stop(Path data) {
        running(data).ifPresent(postmaster -> {
            postmaster.destroy();
            if (!ended(postmaster)) {
                postmaster.destroyForcibly();
                ended(postmaster);
            }
        });
    }

    private static Optional<ProcessHandle> running(Path data) {
        try {
            List<String> lines = Files.readAllLines(pidFile(data));
            return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                    .filter(process -> process.info()
                            .commandLine()
                            .filter(line -> line.contains("postgres") && line.contains(data.toString()))
                            .isPresent());
        } catch (IOException | RuntimeException noSuchServer) {
            return Optional.empty();
        }
    }

    private static boolean ended(ProcessHandle process) {
        try {
            process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException | ExecutionException stillThere) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Path pidFile(Path data) {
        return data.resolve("postmaster.pid");
    }
}

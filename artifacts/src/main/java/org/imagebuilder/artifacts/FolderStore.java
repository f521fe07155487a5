package org.imagebuilder.artifacts;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps files in a folder that the services share: {@code <job id>/<name>} is the job's, {@code <job id>/.<attempt>/}
 * is the attempt's. Links are followed nowhere below the folder.
 */
public final class FolderStore implements ArtifactStore {

    private static final Logger LOG = LoggerFactory.getLogger(FolderStore.class);
    private static final int TRIES = 5;

    private final Path root;

    /** @throws IOException if there is no such folder and none can be made */
    public FolderStore(Path folder) throws IOException {
        this.root = Files.createDirectories(folder.toAbsolutePath().normalize());
    }

    @Override
    public Upload begin(Attempt attempt, ArtifactName name) throws IOException {
        JobFolder folder = folder(attempt.job());
        for (int tries = 1; ; tries++) {
            try {
                Path own = folder.make(attempt.number());
                return FolderUpload.begin(List.of(own, folder.path(), root), name);
            } catch (NoSuchFileException e) {
                // removed between two steps, since it was empty
                if (tries == TRIES) {
                    throw e;
                }
            }
        }
    }

    @Override
    public Optional<Artifact> open(Attempt finished, ArtifactName name) throws IOException {
        for (int tries = 1; ; tries++) {
            Optional<Path> file = folder(finished.job()).find(finished.number(), name);
            if (file.isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(FolderArtifact.open(file.get()));
            } catch (NoSuchFileException e) {
                // moved at this moment, since it was published
                if (tries == TRIES) {
                    throw e;
                }
            }
        }
    }

    @Override
    public Optional<Path> path(Attempt finished, ArtifactName name) {
        JobFolder folder = folder(finished.job());
        return folder.find(finished.number(), name).map(_ -> folder.published(name));
    }

    @Override
    public long filesBeside(Attempt attempt, ArtifactName name) throws IOException {
        return folder(attempt.job()).filesBeside(attempt.number(), name);
    }

    @Override
    public boolean settlesAtOnce() {
        return true;
    }

    @Override
    public void publish(Attempt attempt) throws IOException {
        folder(attempt.job()).publish(attempt.number());
    }

    @Override
    public Removed discard(Attempt attempt) throws IOException {
        return folder(attempt.job()).discard(attempt.number());
    }

    @Override
    public Removed delete(UUID job) throws IOException {
        return Removal.of(folder(job).path());
    }

    @Override
    @SuppressWarnings("StreamResourceLeak") // the caller closes it
    public Stream<KeptJob> jobs() throws IOException {
        return Files.list(root)
                .filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
                .flatMap(folder -> JobFolder.idIn(folder).stream())
                .flatMap(job -> look(job).stream());
    }

    /** One folder that cannot be read holds up no other. */
    private Optional<KeptJob> look(UUID job) {
        try {
            return Optional.of(new KeptJob(job, folder(job).leftovers()));
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("cannot look at the artifacts of job {}: {}", job, e.toString());
            return Optional.empty();
        }
    }

    private JobFolder folder(UUID job) {
        return new JobFolder(job, root.resolve(job.toString()));
    }
}

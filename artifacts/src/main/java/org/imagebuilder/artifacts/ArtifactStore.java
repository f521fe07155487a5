package org.imagebuilder.artifacts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Where files are kept. What an attempt uploads is its own until {@link #publish} makes it the job's. Whether that has
 * happened decides nothing: who knows which attempt finished a job finds its files before and after. All operations may
 * be repeated, and run at the same time in several processes.
 */
public interface ArtifactStore {

    /**
     * Begins to take a file.
     *
     * @throws java.nio.file.InvalidPathException if a file of this name cannot be had here
     */
    Upload begin(Attempt attempt, ArtifactName name) throws IOException;

    /** Opens a file of a job that this attempt has finished; empty if there is none of that name. */
    Optional<Artifact> open(Attempt finished, ArtifactName name) throws IOException;

    /**
     * Where people on the server find a file of a job that this attempt has finished, once it is published; empty if
     * there is none of that name, or if files here have no paths.
     */
    Optional<Path> path(Attempt finished, ArtifactName name);

    /** Makes the files of an attempt those of its job. */
    void publish(Attempt attempt) throws IOException;

    /** Removes what an attempt has left. */
    Removed discard(Attempt attempt) throws IOException;

    /** Removes everything of a job. */
    Removed delete(UUID job) throws IOException;

    /** The jobs that may have something here, read bit by bit; to be closed. */
    Stream<UUID> jobs() throws IOException;

    /** The attempts of a job that have something here which is not the job's. */
    List<Leftover> leftovers(UUID job) throws IOException;
}

package org.imagebuilder.artifacts;

import java.io.IOException;
import java.nio.file.Path;
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

    /** How many complete files the attempt has under other names. */
    long filesBeside(Attempt attempt, ArtifactName name) throws IOException;

    /**
     * Whether {@link #publish} and {@link #discard} are quick enough for somebody to wait for them. Otherwise they are
     * left to who looks through the store.
     */
    boolean settlesAtOnce();

    /** Makes the files of an attempt those of its job. What is still on its way in will not get there any more. */
    void publish(Attempt attempt) throws IOException;

    /** Removes what an attempt has left. */
    Removed discard(Attempt attempt) throws IOException;

    /** Removes everything of a job. */
    Removed delete(UUID job) throws IOException;

    /**
     * What is here, read bit by bit; to be closed.
     *
     * @throws java.io.UncheckedIOException from the stream, if it cannot be read on
     */
    Stream<KeptJob> jobs() throws IOException;
}

package org.imagebuilder.artifacts;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder of one job, with a hidden one in it for each attempt that uploads. */
record JobFolder(UUID job, Path path) {

    private static final Pattern ATTEMPT = Pattern.compile("\\.([1-9][0-9]{0,8})");

    /** The job that a folder was made for; empty if it has another kind of name. */
    static Optional<UUID> idIn(Path folder) {
        String name = folder.getFileName().toString();
        try {
            UUID id = UUID.fromString(name);
            return id.toString().equals(name) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Where the job's file of this name is, or will be. */
    Path published(ArtifactName name) {
        return path.resolve(name.text());
    }

    /** Where the file is; empty if there is none. It is moved only from the second place to the first. */
    Optional<Path> find(int finished, ArtifactName name) {
        Path published = published(name);
        Path uploaded = attempt(finished).resolve(name.text());
        if (!isFolder(path)) {
            return Optional.empty();
        }
        Stream<Path> places = has(finished) ? Stream.of(published, uploaded, published) : Stream.of(published);
        return places.filter(JobFolder::isFile).findFirst();
    }

    /** Makes the attempt's folder where needed. */
    Path make(int attempt) throws IOException {
        makeFolder(path);
        return makeFolder(attempt(attempt));
    }

    long filesBeside(int attempt, ArtifactName name) throws IOException {
        if (!has(attempt)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(attempt(attempt))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> !file.startsWith(".") && !file.equals(name.text()))
                    .count();
        } catch (NoSuchFileException _) {
            return 0; // removed meanwhile
        }
    }

    void publish(int attempt) throws IOException {
        Path from = attempt(attempt);
        if (!has(attempt)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(from)) {
            for (Path file : files) {
                publish(file);
            }
        } catch (NoSuchFileException _) {
            return; // somebody else did it
        }
        Disk.sync(path);
        // what a late upload put there meanwhile is not empty, and stays for the next time
        deleteIfEmpty(from);
    }

    /** An upload that is not complete by now comes too late. */
    private void publish(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (name.startsWith(".")) {
            Files.deleteIfExists(file);
            return;
        }
        try {
            Files.move(file, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException _) {
            // somebody else did it
        }
    }

    Removed discard(int attempt) throws IOException {
        Path folder = attempt(attempt);
        if (!has(attempt)) {
            return Removed.NOTHING;
        }
        Removed removed = Removal.of(folder);
        deleteIfEmpty(path);
        return removed;
    }

    List<Leftover> leftovers() throws IOException {
        List<Leftover> leftovers = new ArrayList<>();
        if (!isFolder(path)) {
            return leftovers;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                var attempt = ATTEMPT.matcher(entry.getFileName().toString());
                if (attempt.matches() && isFolder(entry)) {
                    int number = Integer.parseInt(attempt.group(1));
                    leftovers.add(new Leftover(new Attempt(job, number), lastChange(entry)));
                }
            }
        } catch (NoSuchFileException _) {
            // removed meanwhile
        }
        return leftovers;
    }

    private static Instant lastChange(Path folder) throws IOException {
        Instant last = changed(folder);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Instant changed = changed(file);
                last = changed.isAfter(last) ? changed : last;
            }
        }
        return last;
    }

    private static Instant changed(Path path) throws IOException {
        return Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toInstant();
    }

    private boolean has(int attempt) {
        return isFolder(path) && isFolder(attempt(attempt));
    }

    private Path attempt(int number) {
        return path.resolve("." + number);
    }

    private static Path makeFolder(Path folder) throws IOException {
        try {
            return Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            if (isFolder(folder)) {
                return folder;
            }
            throw new NotDirectoryException(folder.toString());
        }
    }

    private static boolean isFolder(Path path) {
        // most jobs have none, and to learn that from the attributes costs two exceptions
        return Files.exists(path) && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isFile(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static void deleteIfEmpty(Path folder) throws IOException {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException _) {
            // somebody needs it
        }
    }
}

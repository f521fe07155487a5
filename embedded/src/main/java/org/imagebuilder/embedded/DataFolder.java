package org.imagebuilder.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * A folder that one process at a time keeps a server's data in.
 *
 * <p>Whoever dies while the data is laid out for the first time leaves the marker behind; the next owner starts over
 * then instead of serving half a database.
 */
final class DataFolder implements AutoCloseable {

    private final Path root;
    private final boolean temporary;
    private final FileChannel lock;

    private DataFolder(Path root, boolean temporary, FileChannel lock) {
        this.root = root;
        this.temporary = temporary;
        this.lock = lock;
    }

    /**
     * Creates the folder where needed and locks it.
     *
     * @param wanted where; null for a temporary folder, deleted on close
     * @param server whose data it is, for messages
     */
    static DataFolder open(@Nullable Path wanted, String server) {
        try {
            Path root = (wanted == null
                            ? Files.createTempDirectory("image-builder-" + server + "-")
                            : Files.createDirectories(wanted.toAbsolutePath(), ownerOnly()))
                    .toRealPath();
            return new DataFolder(root, wanted == null, lock(root, server));
        } catch (IOException failure) {
            String where = wanted == null ? System.getProperty("java.io.tmpdir") : wanted.toString();
            throw new EmbeddedStartException("cannot write to the folder " + where + " for " + server, failure);
        }
    }

    private static FileChannel lock(Path root, String server) throws IOException {
        FileChannel channel =
                FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException sameProcess) {
            // Refused below like a lock of another process.
        }
        channel.close();
        throw new EmbeddedStartException("the folder " + root + " is in use by another " + server, null);
    }

    private static FileAttribute<?>[] ownerOnly() {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        };
    }

    Path root() {
        return root;
    }

    Path data() {
        return root.resolve("data");
    }

    /** Empties the data of a first start that never ended; true if the data has to be laid out now. */
    boolean beginLayout() throws IOException {
        if (Files.exists(marker())) {
            Folders.delete(data());
        }
        if (Files.exists(data())) {
            return false;
        }
        Files.writeString(marker(), "");
        Files.createDirectory(data(), ownerOnly());
        return true;
    }

    void endLayout() throws IOException {
        Files.deleteIfExists(marker());
    }

    private Path marker() {
        return root.resolve("laying-out");
    }

    @Override
    public void close() {
        try (lock) {
            if (temporary) {
                Folders.delete(root);
            }
        } catch (IOException leftBehind) {
            System.getLogger(DataFolder.class.getName())
                    .log(System.Logger.Level.WARNING, "could not clean up " + root, leftBehind);
        }
    }
}

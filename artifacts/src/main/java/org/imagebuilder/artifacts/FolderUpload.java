package org.imagebuilder.artifacts;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a hidden file beside its later place, and moves it there when it is whole and on the disk. */
final class FolderUpload implements Upload {

    private static final Logger LOG = LoggerFactory.getLogger(FolderUpload.class);

    /** Gigabytes that were only remembered so far would make the sender wait long at the end. */
    private static final long BYTES_BETWEEN_SYNCS = 64L << 20;

    private final List<Path> folders;
    private final Path hidden;
    private final Path place;
    private final FileChannel file;
    private long unsynced;

    private FolderUpload(List<Path> folders, Path hidden, Path place, FileChannel file) {
        this.folders = folders;
        this.hidden = hidden;
        this.place = place;
        this.file = file;
    }

    /** @param folders where the file goes, and those above that may be new too */
    static FolderUpload begin(List<Path> folders, ArtifactName name) throws IOException {
        Path folder = folders.getFirst();
        Path place = folder.resolve(name.text());
        Path hidden = folder.resolve("." + UUID.randomUUID());
        FileChannel file = FileChannel.open(
                hidden, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        return new FolderUpload(folders, hidden, place, file);
    }

    @Override
    public void write(byte[] bytes, int length) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes, 0, length);
        while (left.hasRemaining()) {
            file.write(left);
        }
        unsynced += length;
        if (unsynced >= BYTES_BETWEEN_SYNCS) {
            file.force(false);
            unsynced = 0;
        }
    }

    @Override
    public void commit() throws IOException {
        file.force(true);
        file.close();
        Files.move(hidden, place, StandardCopyOption.ATOMIC_MOVE);
        for (Path folder : folders) {
            Disk.sync(folder);
        }
    }

    @Override
    public void close() {
        try (file) {
            Files.deleteIfExists(hidden);
        } catch (IOException e) {
            LOG.warn("{} is left behind until its job ends: {}", hidden, e.toString());
        }
    }
}

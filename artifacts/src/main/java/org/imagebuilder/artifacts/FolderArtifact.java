package org.imagebuilder.artifacts;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** A file that stays readable wherever it is moved meanwhile. */
record FolderArtifact(FileChannel content, long size, Instant written) implements Artifact {

    static FolderArtifact open(Path file) throws IOException {
        Instant written =
                Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
        FileChannel content = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        return new FolderArtifact(content, content.size(), written);
    }

    @Override
    public String version() {
        return Long.toHexString(size) + "-" + Long.toHexString(written.toEpochMilli());
    }

    @Override
    public InputStream read(long from, long length) {
        return new InputStream() {
            private long position = from;
            private long left = length;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
            }

            @Override
            public int read(byte[] buffer, int offset, int wanted) throws IOException {
                if (left == 0) {
                    return -1;
                }
                int read = content.read(ByteBuffer.wrap(buffer, offset, (int) Math.min(wanted, left)), position);
                if (read < 0) {
                    throw new EOFException("the file has become shorter");
                }
                position += read;
                left -= read;
                return read;
            }
        };
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}

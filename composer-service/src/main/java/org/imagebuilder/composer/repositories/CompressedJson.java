package org.imagebuilder.composer.repositories;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** A JSON text that is too long to be kept, or even to be made, in one piece. */
final class CompressedJson {

    private static final int ETAG_BYTES = 12;

    private final byte[] gzip;
    private final String etag;

    private CompressedJson(byte[] gzip, String etag) {
        this.gzip = gzip;
        this.etag = etag;
    }

    /** Compresses what is written while it is written. */
    static CompressedJson of(Consumer<JsonGenerator> writer) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            var bytes = new ByteArrayOutputStream();
            try (OutputStream out = new DigestOutputStream(new GZIPOutputStream(bytes), digest);
                    JsonGenerator json = JsonMapper.shared().createGenerator(out)) {
                writer.accept(json);
            }
            String hash = HexFormat.of().formatHex(digest.digest(), 0, ETAG_BYTES);
            return new CompressedJson(bytes.toByteArray(), "W/\"" + hash + "\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Stands for the text in whatever coding it is sent, and is the same for the same text from another process. */
    String etag() {
        return etag;
    }

    int compressedLength() {
        return gzip.length;
    }

    void writeCompressed(OutputStream out) throws IOException {
        out.write(gzip);
    }

    /** The text itself, unpacked bit by bit. */
    InputStream open() throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(gzip));
    }
}

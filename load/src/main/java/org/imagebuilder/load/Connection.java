package org.imagebuilder.load;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a client: HTTP/1.1 with keep-alive, one request after the other. It does no more than the services'
 * answers need, since on a small machine every processor cycle of the client is missing from what it measures.
 */
final class Connection implements AutoCloseable {

    private static final int LONGEST_WAIT = (int) Duration.ofMinutes(2).toMillis();

    private final URI base;
    private @Nullable Socket socket;
    private @Nullable InputStream in;
    private @Nullable OutputStream out;
    private volatile boolean closed;

    Connection(URI base) {
        this.base = base;
    }

    /** A server's answer; the body is empty if there is none. */
    record Answer(int status, String body) {}

    /**
     * Sends a request and waits for its answer.
     *
     * @param path behind the base
     */
    Answer send(String method, String path, @Nullable String body) throws IOException {
        connect();
        try {
            byte[] content = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
            String head = method + " " + base.getPath() + path + " HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\n"
                    + (body == null
                            ? ""
                            : "Content-Type: application/json\r\nContent-Length: " + content.length + "\r\n")
                    + "\r\n";
            OutputStream stream = opened(out);
            stream.write(head.getBytes(StandardCharsets.US_ASCII));
            stream.write(content);
            stream.flush();
            return read(opened(in));
        } catch (IOException e) {
            disconnect();
            throw e;
        }
    }

    private void connect() throws IOException {
        if (closed) {
            throw new IOException("the connection is closed");
        }
        if (socket == null) {
            Socket opening = new Socket();
            socket = opening;
            opening.setTcpNoDelay(true);
            opening.setSoTimeout(LONGEST_WAIT);
            opening.connect(new InetSocketAddress(base.getHost(), base.getPort()), LONGEST_WAIT);
            in = new BufferedInputStream(opening.getInputStream());
            out = new BufferedOutputStream(opening.getOutputStream());
        }
    }

    private static <T> T opened(@Nullable T stream) throws IOException {
        if (stream == null) {
            throw new IOException("not connected");
        }
        return stream;
    }

    private Answer read(InputStream stream) throws IOException {
        int status = Integer.parseInt(line(stream).split(" ", 3)[1]);
        int length = 0;
        boolean chunked = false;
        boolean last = false;
        for (String line = line(stream); !line.isEmpty(); line = line(stream)) {
            int colon = line.indexOf(':');
            String value = line.substring(colon + 1).strip().toLowerCase(Locale.ROOT);
            switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
                case "content-length" -> length = Integer.parseInt(value);
                case "transfer-encoding" -> chunked = value.equals("chunked");
                case "connection" -> last = value.equals("close");
                default -> {}
            }
        }
        byte[] body = chunked ? chunks(stream) : exactly(stream, length);
        if (last) {
            disconnect();
        }
        return new Answer(status, new String(body, StandardCharsets.UTF_8));
    }

    private static byte[] chunks(InputStream stream) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(stream); size > 0; size = chunkSize(stream)) {
            body.write(exactly(stream, size));
            line(stream);
        }
        line(stream);
        return body.toByteArray();
    }

    private static int chunkSize(InputStream stream) throws IOException {
        return Integer.parseInt(line(stream), 16);
    }

    private static byte[] exactly(InputStream stream, int length) throws IOException {
        byte[] bytes = stream.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the answer is not whole");
        }
        return bytes;
    }

    private static String line(InputStream stream) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = stream.read(); c != '\n'; c = stream.read()) {
            if (c < 0) {
                throw new EOFException("the connection has ended");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private void disconnect() {
        Socket ending = socket;
        socket = null;
        if (ending != null) {
            try {
                ending.close();
            } catch (IOException _) {
                // nothing more is expected of it
            }
        }
    }

    /** Ends it for good, from any thread, also while somebody waits for an answer. */
    @Override
    public void close() {
        closed = true;
        disconnect();
    }
}

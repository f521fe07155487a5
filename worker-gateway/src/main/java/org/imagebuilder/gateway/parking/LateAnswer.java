package org.imagebuilder.gateway.parking;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import org.apache.tomcat.util.net.SocketWrapperBase;

/** Writes an answer as HTTP, without the request it belongs to. What is short goes out at once and with its length. */
final class LateAnswer extends OutputStream {

    private static final int SHORT = 16 * 1024;
    private static final byte[] LINE_END = {'\r', '\n'};

    private final SocketWrapperBase<?> connection;
    private final StringBuilder head = new StringBuilder(192);
    private final boolean old;
    private byte[] held = new byte[1024];
    private int filled;
    private boolean begun;

    LateAnswer(SocketWrapperBase<?> connection, int status, boolean old, boolean last) {
        this.connection = connection;
        this.old = old;
        head.append("HTTP/1.1 ").append(status).append(" \r\nContent-Type: application/json\r\nDate: ");
        head.append(DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
        head.append(last ? "\r\nConnection: close\r\n" : "\r\n");
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (filled + length > SHORT) {
            sendHeld();
            sendChunk(bytes, from, length);
            return;
        }
        if (filled + length > held.length) {
            held = Arrays.copyOf(held, Math.min(SHORT, Math.max(2 * held.length, filled + length)));
        }
        System.arraycopy(bytes, from, held, filled, length);
        filled += length;
    }

    private void sendHeld() throws IOException {
        if (!begun) {
            begun = true;
            // an old client reads until the end of the connection
            send(head.append(old ? "\r\n" : "Transfer-Encoding: chunked\r\n\r\n"));
        }
        sendChunk(held, 0, filled);
        filled = 0;
    }

    private void sendChunk(byte[] bytes, int from, int length) throws IOException {
        if (length == 0) {
            return;
        }
        if (!old) {
            send(Integer.toHexString(length) + "\r\n");
        }
        connection.write(true, bytes, from, length);
        if (!old) {
            connection.write(true, LINE_END, 0, LINE_END.length);
        }
    }

    private void send(CharSequence text) throws IOException {
        byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
        connection.write(true, bytes, 0, bytes.length);
    }

    /** Sends what is left. After a failure it must not be called, so that half an answer cannot pass for a whole one. */
    void end() throws IOException {
        if (begun) {
            sendHeld();
            if (!old) {
                send("0\r\n\r\n");
            }
        } else {
            if (filled > 0) {
                head.append("Content-Length: ").append(filled).append("\r\n");
            }
            send(head.append("\r\n"));
            connection.write(true, held, 0, filled);
        }
        connection.flush(true);
    }
}

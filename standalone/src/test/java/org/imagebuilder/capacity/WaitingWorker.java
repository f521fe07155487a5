package org.imagebuilder.capacity;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One loop of a worker on one connection: it registers, then polls, and reports a success for whatever it gets. */
final class WaitingWorker {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})");
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)");
    private static final Pattern CHUNKED = Pattern.compile("(?i)\r\ntransfer-encoding: chunked");
    private static final Pattern CLOSE = Pattern.compile("(?i)\r\nconnection: close");
    private static final String MANIFEST = "{\"data\":{\"version\":\"2\"},\"info\":{\"pipeline_names\":"
            + "{\"build\":[\"build\"],\"payload\":[\"os\"]}},\"error\":\"\"}";
    private static final String BUILD = "{\"success\":true,\"osbuild_output\":{\"type\":\"result\",\"success\":true},"
            + "\"target_results\":[{\"name\":\"org.osbuild.aws.s3\",\"options\":{\"url\":\"https://example.com/x\"}}],"
            + "\"upload_status\":\"success\",\"host_os\":\"rhel-9.6\",\"arch\":\"x86_64\"}";

    /** What a worker waits for. */
    enum Waiting {
        REGISTRATION,
        JOB,
        ACKNOWLEDGEMENT
    }

    /** Hears of what happens, on the thread that serves all workers. */
    interface Listener {
        /** A job arrived. */
        void handedOut(String id, String type, long at);

        /** Its result is about to be sent. */
        void reporting(String type, long at);

        void finished(String type, long at);

        /** An answer that no worker hopes for. */
        void trouble(String what);
    }

    private final SocketChannel channel;
    private final String host;
    private final String path;
    private final String types;
    private final Listener listener;
    private StringBuilder received = new StringBuilder();
    private String id = "";
    private String type = "";
    private Waiting waiting = Waiting.REGISTRATION;

    WaitingWorker(SocketChannel channel, InetSocketAddress host, String path, String types, Listener listener) {
        this.channel = channel;
        this.host = host.getHostString() + ":" + host.getPort();
        this.path = path;
        this.types = types;
        this.listener = listener;
    }

    Waiting waiting() {
        return waiting;
    }

    void connected() throws IOException {
        send("POST", path + "/workers", "{\"arch\":\"x86_64\"}");
    }

    private void poll() throws IOException {
        waiting = Waiting.JOB;
        send("POST", path + "/jobs", "{\"types\":[%s],\"arch\":\"x86_64\",\"worker_id\":\"%s\"}".formatted(types, id));
    }

    private void send(String method, String target, String body) throws IOException {
        ByteBuffer request = ByteBuffer.wrap(("%s %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: Go-http-client/1.1\r\n"
                        + "Content-Type: application/json\r\nAccept-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%s")
                .formatted(method, target, host, body.length(), body)
                .getBytes(StandardCharsets.US_ASCII));
        while (request.hasRemaining()) {
            if (channel.write(request) == 0) {
                throw new IOException("no room for a small request");
            }
        }
    }

    /** Takes what has arrived; false if the connection is over. */
    boolean read(ByteBuffer buffer) throws IOException {
        buffer.clear();
        if (channel.read(buffer) < 0) {
            return false;
        }
        received.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
        String answer = complete(received.toString());
        if (answer == null) {
            return true;
        }
        received = new StringBuilder();
        take(answer);
        return !CLOSE.matcher(answer.substring(0, answer.indexOf("\r\n\r\n"))).find();
    }

    private static @Nullable String complete(String text) {
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return null;
        }
        String head = text.substring(0, end);
        Matcher length = LENGTH.matcher(head);
        boolean whole = CHUNKED.matcher(head).find()
                ? text.endsWith("\r\n0\r\n\r\n")
                : text.length() >= end + 4 + (length.find() ? Integer.parseInt(length.group(1)) : 0);
        return whole ? text : null;
    }

    private void take(String answer) throws IOException {
        Matcher line = STATUS.matcher(answer);
        int status = line.lookingAt() ? Integer.parseInt(line.group(1)) : 0;
        switch (waiting) {
            case REGISTRATION -> {
                expect(201, status);
                id = member(answer, "worker_id");
                poll();
            }
            case JOB -> {
                if (status == 201) {
                    work(answer);
                } else {
                    expect(204, status);
                    poll();
                }
            }
            case ACKNOWLEDGEMENT -> {
                expect(200, status);
                listener.finished(type, System.nanoTime());
                poll();
            }
        }
    }

    private void work(String job) throws IOException {
        type = member(job, "type");
        listener.handedOut(member(job, "id"), type, System.nanoTime());
        waiting = Waiting.ACKNOWLEDGEMENT;
        listener.reporting(type, System.nanoTime());
        send("PATCH", member(job, "location"), "{\"result\":" + (type.equals("osbuild") ? BUILD : MANIFEST) + "}");
    }

    private void expect(int expected, int status) {
        if (status != expected) {
            listener.trouble(waiting + " brought " + status);
        }
    }

    private static String member(String answer, String name) {
        Matcher member = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(answer);
        return member.find() ? member.group(1) : "";
    }
}

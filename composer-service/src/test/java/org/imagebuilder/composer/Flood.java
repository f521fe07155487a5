package org.imagebuilder.composer;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Requests with tokens that are no good, as many at a time as a connection takes.
 *
 * @param tokens are sent in turn
 * @param perSecond over all connections; more than the server takes is sent later
 */
record Flood(URI address, List<String> tokens, int connections, int perSecond, int requests) {

    private static final int BATCH = 20;

    /** Sends all of them, and counts the answers by their status. */
    Map<Integer, Long> run() throws Exception {
        Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < connections; i++) {
                int share = i;
                running.add(senders.submit(() -> send(share, answers)));
            }
        }
        for (Future<?> sender : running) {
            sender.get();
        }
        return answers.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, status -> status.getValue().sum()));
    }

    private void send(int share, Map<Integer, LongAdder> answers) {
        long pause = (long) (1e9 * BATCH * connections / perSecond);
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            var in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
            long next = System.nanoTime();
            for (int sent = 0; sent < requests / connections; sent += BATCH) {
                var batch = new StringBuilder();
                for (int i = 0; i < BATCH; i++) {
                    batch.append("GET ")
                            .append(address.getPath())
                            .append(" HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ")
                            .append(tokens.get((share + sent + i) % tokens.size()))
                            .append("\r\n\r\n");
                }
                socket.getOutputStream().write(batch.toString().getBytes(StandardCharsets.ISO_8859_1));
                for (int i = 0; i < BATCH; i++) {
                    answers.computeIfAbsent(answer(in), _ -> new LongAdder()).increment();
                }
                next += pause;
                LockSupport.parkNanos(next - System.nanoTime());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int answer(DataInputStream in) throws IOException {
        int status = Integer.parseInt(line(in).substring(9, 12));
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.startsWith("Content-Length: ")) {
                length = Integer.parseInt(header.substring("Content-Length: ".length()));
            }
        }
        in.skipNBytes(length);
        return status;
    }

    private static String line(DataInputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}

package org.imagebuilder.standalone.worker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a worker has around it: an API that takes the newest access token only, an authorization server that gives new
 * ones, and, since it answers requests for any host, a proxy.
 */
final class Surroundings implements AutoCloseable {

    /** One request as it came in. */
    record Seen(String line, Optional<String> authorization, String body) {}

    static final String API = "/api/image-builder-worker/v1";

    final List<Seen> requests = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final AtomicInteger tokens = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile boolean open;

    Surroundings() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /** Lets everybody in. */
    Surroundings open() {
        open = true;
        return this;
    }

    /** Answers the next registrations with an error. */
    Surroundings refusing(int registrations) {
        refusals.set(registrations);
        return this;
    }

    /** Makes all tokens that were given so far worthless. */
    void expireTokens() {
        tokens.incrementAndGet();
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    List<Seen> seen(String end) {
        return requests.stream().filter(request -> request.line().endsWith(end)).toList();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            Optional<String> authorization =
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"));
            requests.add(new Seen(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                    authorization,
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            if (path.equals("/token")) {
                int token = tokens.incrementAndGet();
                answer(
                        exchange,
                        200,
                        "{\"access_token\":\"access-%1$d\",\"refresh_token\":\"offline-%1$d\"}".formatted(token));
            } else if (!open && !authorization.equals(Optional.of("Bearer access-" + tokens.get()))) {
                answer(exchange, 401, "{}");
            } else if (path.equals(API + "/workers")) {
                boolean refused = refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
                answer(exchange, refused ? 500 : 201, "{\"worker_id\":\"018f0000-0000-7000-8000-000000000000\"}");
            } else {
                answer(exchange, 204, "");
            }
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}

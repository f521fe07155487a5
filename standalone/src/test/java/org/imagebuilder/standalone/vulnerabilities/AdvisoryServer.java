package org.imagebuilder.standalone.vulnerabilities;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A database that speaks the API of OSV and knows what a test tells it. */
public final class AdvisoryServer implements AutoCloseable {

    private final HttpServer http;
    private final Map<String, List<String>> ids = new HashMap<>();
    private final Map<String, String> advisories = new HashMap<>();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile int page = Integer.MAX_VALUE;

    /** The package URLs of each batch that was asked. */
    final List<List<String>> batches = new CopyOnWriteArrayList<>();

    public AdvisoryServer() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/v1/querybatch", exchange -> answer(exchange, matches(exchange)));
        http.createContext("/v1/vulns/", exchange -> answer(exchange, advisories.get(lastSegment(exchange))));
        http.start();
    }

    public URI address() {
        return URI.create("http://localhost:" + http.getAddress().getPort());
    }

    /** Every version of a library has a vulnerability. */
    public AdvisoryServer knows(String library, String id, String cve, String fixedIn) {
        return tells(library, id, """
                {"id": "%s", "aliases": ["%s"], "summary": "%s does harm", "modified": "2026-11-01T00:00:00Z",
                 "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
                 "database_specific": {"severity": "HIGH"},
                 "affected": [
                   {"package": {"ecosystem": "Maven", "name": "some.other:library"},
                    "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "0.1"}]}]},
                   {"package": {"ecosystem": "Maven", "name": "%s"},
                    "ranges": [
                      {"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "%s"}]},
                      {"type": "GIT", "events": [{"introduced": "0"}, {"fixed": "c0ffee"}]}]}]}
                """.formatted(id, cve, library, library, fixedIn));
    }

    AdvisoryServer tells(String library, String id, String advisory) {
        ids.computeIfAbsent(library, _ -> new ArrayList<>()).add(id);
        advisories.put(id, advisory);
        return this;
    }

    /** Gives no more than so many vulnerabilities of a library at once. */
    AdvisoryServer paging(int size) {
        page = size;
        return this;
    }

    /** Answers so many requests with an error of its own. */
    public AdvisoryServer failing(int times) {
        failures.set(times);
        return this;
    }

    private String matches(HttpExchange exchange) throws IOException {
        JsonNode queries =
                JsonMapper.shared().readTree(exchange.getRequestBody()).path("queries");
        batches.add(queries.valueStream().map(AdvisoryServer::purl).toList());
        return JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "results", queries.valueStream().map(this::result).toList()));
    }

    private Map<String, Object> result(JsonNode query) {
        String library = purl(query)
                .replaceFirst("^pkg:maven/", "")
                .replaceFirst("@.*", "")
                .replace('/', ':');
        List<String> known = ids.getOrDefault(library, List.of());
        if (known.isEmpty()) {
            return Map.of();
        }
        int from = Integer.parseInt(query.path("page_token").asString("0"));
        List<Map<String, String>> vulnerabilities = known.stream()
                .skip(from)
                .limit(page)
                .map(id -> Map.of("id", id, "modified", "2026-11-01T00:00:00Z"))
                .toList();
        int next = from + vulnerabilities.size();
        return next < known.size()
                ? Map.of("vulns", vulnerabilities, "next_page_token", String.valueOf(next))
                : Map.of("vulns", vulnerabilities);
    }

    private static String purl(JsonNode query) {
        return query.path("package").path("purl").asString();
    }

    private static String lastSegment(HttpExchange exchange) {
        return exchange.getRequestURI().getPath().replaceFirst(".*/", "");
    }

    private void answer(HttpExchange exchange, @Nullable String json) throws IOException {
        boolean fails = failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        byte[] body = fails || json == null ? new byte[0] : json.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(fails ? 500 : json == null ? 404 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        http.stop(0);
    }
}

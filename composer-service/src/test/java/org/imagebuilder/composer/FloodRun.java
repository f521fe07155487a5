package org.imagebuilder.composer;

import com.nimbusds.jose.jwk.RSAKey;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.imagebuilder.testsupport.TestIssuer;

/**
 * Measures how long good requests take while others come with bad tokens. A program, not a test; its argument is how
 * many of these a second.
 */
final class FloodRun {

    private static final int SECONDS = 15;
    private static final int GOOD_PER_SECOND = 100;

    private FloodRun() {}

    public static void main(String[] args) throws Exception {
        int perSecond = Integer.parseInt(args[0]);
        RSAKey key = TestIssuer.rsaKey("rsa");
        try (TestIssuer issuer = TestIssuer.start(key);
                ChildService service = ChildService.start(
                        "--imagebuilder.authentication.mode=jwt",
                        "--imagebuilder.authentication.jwt.issuers=" + issuer.name())) {
            String good = issuer.sign(key, ProtectedService.clientOf("1"));
            URI address = service.address("/distributions/none");
            for (int round = 0; round < 3; round++) {
                report("alone", latencies(address, good));
                for (Map.Entry<String, List<String>> sort : sorts(issuer, key).entrySet()) {
                    var flood = new Flood(address, sort.getValue(), 16, perSecond, perSecond * SECONDS);
                    try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
                        long begin = System.nanoTime();
                        Future<Map<Integer, Long>> answers = executor.submit(flood::run);
                        double[] latencies = latencies(address, good);
                        Map<Integer, Long> counted = answers.get();
                        System.out.printf(
                                "%s, %.0f/s: ",
                                counted,
                                counted.values().stream().mapToLong(n -> n).sum() * 1e9 / (System.nanoTime() - begin));
                        report(sort.getKey(), latencies);
                    }
                }
            }
        }
    }

    private static Map<String, List<String>> sorts(TestIssuer issuer, RSAKey key) {
        RSAKey forger = TestIssuer.rsaKey("rsa");
        List<String> forged = IntStream.range(0, 200)
                .mapToObj(i -> issuer.sign(forger, ProtectedService.clientOf("tenant " + i)))
                .toList();
        List<String> unknown = IntStream.range(0, 200)
                .mapToObj(i -> issuer.sign(key, "key " + i, ProtectedService.clientOf("1")))
                .toList();
        return Map.of("wrong signature", forged, "unknown key", unknown, "garbage", List.of("x".repeat(800)));
    }

    private static double[] latencies(URI address, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + token)
                .build();
        List<Double> millis = new ArrayList<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            long next = System.nanoTime();
            for (int i = 0; i < SECONDS * GOOD_PER_SECOND; i++) {
                long begin = System.nanoTime();
                int status = client.send(request, BodyHandlers.discarding()).statusCode();
                if (status == 401 || status >= 500) {
                    throw new IllegalStateException("a good token was answered with " + status);
                }
                millis.add((System.nanoTime() - begin) / 1e6);
                next += 1_000_000_000 / GOOD_PER_SECOND;
                LockSupport.parkNanos(next - System.nanoTime());
            }
        }
        return millis.stream().mapToDouble(d -> d).sorted().toArray();
    }

    private static void report(String what, double[] sorted) {
        System.out.printf(
                "%-16s good ones: p50 %.1f ms, p99 %.1f ms, most %.1f ms%n",
                what,
                sorted[sorted.length / 2],
                sorted[sorted.length * 99 / 100],
                Arrays.stream(sorted).max().orElseThrow());
    }
}

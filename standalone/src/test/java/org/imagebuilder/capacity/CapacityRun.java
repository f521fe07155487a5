package org.imagebuilder.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.imagebuilder.system.Cluster;
import org.junit.jupiter.api.Test;

/** Fills a gateway with waiting workers and measures what they cost it, and how soon a job reaches one of them. */
class CapacityRun {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int CONTAINER_MEBIBYTES = 512;

    private final int workers = Integer.getInteger("capacity.workers", 10_000);
    private final int composes = Integer.getInteger("capacity.composes", 100);
    private final int burst = Integer.getInteger("capacity.burst", 500);
    private final int idleSeconds = Integer.getInteger("capacity.idle-seconds", 60);
    private final String processor = System.getProperty("capacity.processor", "0");
    private final String diagnose = System.getProperty("capacity.diagnose", "GC.heap_info");
    private final Path jar = Path.of(System.getProperty(
            "capacity.jar", ServiceProcess.jarOf("worker-gateway").toString()));
    private final List<String> options =
            List.of(System.getProperty("capacity.jvm", jvm()).split(" ", -1));
    private final String settings = System.getProperty("capacity.settings", "");
    private final PrintStream out = System.out;
    private final Progress progress = new Progress();

    /** As in the Dockerfile, for a container of 512 MiB. */
    static String jvm() {
        return "-Xmx256m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED";
    }

    @Test
    void many_workers_wait_at_one_gateway() throws Exception {
        run();
    }

    public static void main(String[] args) throws Exception {
        new CapacityRun().run();
        System.exit(0);
    }

    private void run() throws Exception {
        Path log = Files.createTempFile("image-builder-gateway-", ".log");
        try (Cluster cluster = Cluster.start(1, 1, 0);
                ServiceProcess gateway = ServiceProcess.start(
                        jar, processor, options, settings(cluster), "/api/image-builder-worker/v1", log)) {
            out.println("the gateway is ready: " + gateway.footprint() + "; log: " + log);
            long before = System.nanoTime();
            try (WaitingWorkers waiting = new WaitingWorkers(gateway.api(), workers, progress)) {
                await("all workers wait", () -> waiting.polling() >= workers);
                out.printf("%d workers wait after %d s: %s%n", workers, seconds(before), gateway.footprint());
                idle(gateway);
                oneByOne(cluster.composer(0), gateway);
                atOnce(cluster.composer(0), gateway);
                out.println(gateway.diagnose("GC.run").trim());
                for (String command : diagnose.split(";", -1)) {
                    out.println(gateway.diagnose(command.split(" ", -1)));
                }
                out.println("at the end: " + gateway.footprint());
                out.println("unexpected: " + progress.troubles);
                long most = gateway.residentMebibytesAtMost();
                out.println("ends with all of them waiting after " + gateway.stop() + " ms");
                assertThat(progress.handedTwice).isEmpty();
                assertThat(most).isLessThan(CONTAINER_MEBIBYTES);
            }
        }
    }

    private Map<String, Object> settings(Cluster cluster) throws IOException {
        Map<String, Object> all = new HashMap<>(cluster.settings());
        try (ServerSocket free = new ServerSocket(0)) {
            all.put("server.port", free.getLocalPort());
        }
        all.put("management.server.port", 0);
        all.put("imagebuilder.authentication.mode", "none");
        for (String setting : settings.isEmpty() ? new String[0] : settings.split(" ", -1)) {
            all.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        return all;
    }

    private void idle(ServiceProcess gateway) throws Exception {
        double before = gateway.cpuSeconds();
        Thread.sleep(Duration.ofSeconds(idleSeconds));
        double used = gateway.cpuSeconds() - before;
        out.printf(
                "idle for %d s: %.1f %% of a processor, %s%n",
                idleSeconds, 100 * used / idleSeconds, gateway.footprint());
    }

    private void oneByOne(URI composer, ServiceProcess gateway) throws Exception {
        Random random = new Random(1);
        double before = gateway.cpuSeconds();
        for (int i = 0; i < composes; i++) {
            Thread.sleep(random.nextInt(400));
            progress.submitted = System.nanoTime();
            Submission.send(composer);
            int expected = i + 1;
            await("a compose is built", () -> progress.built.get() >= expected);
        }
        out.println("from submission to hand-out: " + progress.submissionToHandOut);
        out.println("from result to next hand-out: " + progress.resultToHandOut);
        out.printf("used %.1f s of a processor for %d composes%n", gateway.cpuSeconds() - before, composes);
    }

    private void atOnce(URI composer, ServiceProcess gateway) throws Exception {
        int built = progress.built.get();
        double before = gateway.cpuSeconds();
        long start = System.nanoTime();
        for (int i = 0; i < burst; i++) {
            Submission.send(composer);
        }
        await("all composes are built", () -> progress.built.get() >= built + burst);
        double took = (System.nanoTime() - start) / 1e9;
        out.printf(
                "%d composes in a row: %.1f hand-outs/s, %.1f s of a processor%n",
                burst, 2 * burst / took, gateway.cpuSeconds() - before);
    }

    private interface Condition {
        boolean holds();
    }

    private void await(String what, Condition condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("in vain: " + what + "; " + progress.troubles);
            }
            Thread.sleep(2);
        }
    }

    private static long seconds(long since) {
        return (System.nanoTime() - since) / 1_000_000_000;
    }
}

package org.imagebuilder.capacity;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.imagebuilder.embedded.Folders;

/** A service in a JVM of its own, held to one processor, and what Linux and the JVM say about it. */
final class ServiceProcess implements AutoCloseable {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String JCMD =
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    private static final double TICKS_PER_SECOND = 100;

    private final Process process;
    private final URI api;
    private final Path folder;

    private ServiceProcess(Process process, URI api, Path folder) {
        this.process = process;
        this.api = api;
        this.folder = folder;
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param jar its executable jar
     * @param processor number of the processor it may use; empty for any
     * @param options of the JVM
     * @param settings properties of the service
     * @param base path of its API, where {@code /openapi} answers when it is ready
     */
    static ServiceProcess start(
            Path jar, String processor, List<String> options, Map<String, Object> settings, String base, Path log)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("image-builder-capacity-");
        // unpacked, as in the container image
        run(JAVA, "-Djarmode=tools", "-jar", jar.toString(), "extract", "--force", "--destination", folder.toString());
        List<String> command = new ArrayList<>();
        if (!processor.isEmpty()) {
            command.addAll(List.of("taskset", "-c", processor));
        }
        command.add(JAVA);
        command.addAll(options);
        command.addAll(List.of("-jar", folder.resolve(jar.getFileName()).toString()));
        settings.forEach((name, value) -> command.add("--" + name + "=" + value));
        Process started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        URI api = URI.create("http://127.0.0.1:" + settings.get("server.port") + base);
        ServiceProcess service = new ServiceProcess(started, api, folder);
        service.awaitReady();
        return service;
    }

    private void awaitReady() throws InterruptedException {
        HttpRequest probe = HttpRequest.newBuilder(URI.create(api + "/openapi")).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < 600 && process.isAlive(); i++) {
                try {
                    client.send(probe, BodyHandlers.discarding());
                    return;
                } catch (IOException _) {
                    Thread.sleep(100);
                }
            }
        }
        throw new IllegalStateException("the service did not start");
    }

    URI api() {
        return api;
    }

    double cpuSeconds() throws IOException {
        String stat = Files.readString(proc("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    /** The jar of a module that runs by itself, as built. */
    static Path jarOf(String module) {
        try (Stream<Path> found = Files.list(Path.of("..", module, "target"))) {
            return found.filter(file -> file.toString().endsWith("-exec.jar"))
                    .findFirst()
                    .orElse(Path.of(""));
        } catch (IOException _) {
            return Path.of("");
        }
    }

    /** Resident memory now and at its highest, threads and open files. */
    String footprint() throws IOException {
        try (Stream<Path> files = Files.list(proc("fd"))) {
            return String.format(
                    Locale.ROOT,
                    "%.0f MiB resident, %.0f MiB at most, %d threads, %d open files",
                    status("VmRSS") / 1024.0,
                    status("VmHWM") / 1024.0,
                    status("Threads"),
                    files.count());
        }
    }

    long residentMebibytesAtMost() throws IOException {
        return status("VmHWM") / 1024;
    }

    private long status(String name) throws IOException {
        return Files.readAllLines(proc("status")).stream()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(process.pid()), file);
    }

    /** What the JVM's own diagnostic command answers. */
    String diagnose(String... command) throws IOException, InterruptedException {
        return run(Stream.concat(Stream.of(JCMD, Long.toString(process.pid())), Stream.of(command))
                .toArray(String[]::new));
    }

    /** Asks it to end, and tells how long that took, in milliseconds. */
    long stop() throws InterruptedException {
        long before = System.nanoTime();
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before);
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ": " + output);
        }
        return output;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
        Folders.delete(folder);
    }
}

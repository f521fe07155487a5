package org.imagebuilder.bench.layout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A JVM that was started for a measurement, and what Linux says about it. */
public final class Child implements AutoCloseable {

    private static final Duration START_WITHIN = Duration.ofMinutes(2);
    private static final Duration END_WITHIN = Duration.ofMinutes(2);
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private static final int USER_TICKS = 11;
    private static final double MILLIS_PER_TICK = 10;

    private final String name;
    private final Process process;
    private final Path log;
    private final Limits limits;
    private final long startMillis;

    private Child(String name, Process process, Path log, Limits limits, long startMillis) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.limits = limits;
        this.startMillis = startMillis;
    }

    /**
     * Starts a JVM and waits until it says in its output that it is ready.
     *
     * @param arguments after {@code java}
     * @param ready of a line of its output
     * @param limits what it may use
     */
    static Child start(String name, List<String> arguments, Path folder, Predicate<String> ready, Limits limits) {
        try {
            Path log = folder.resolve(name + ".log");
            List<String> command = new ArrayList<>(List.of(JAVA.toString()));
            command.addAll(arguments);
            long begin = System.nanoTime();
            ProcessBuilder builder = new ProcessBuilder(limits.of(command))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            // as in the Dockerfile
            builder.environment().put("MALLOC_ARENA_MAX", "2");
            Process process = builder.start();
            // whoever ends the measurement ends what it started
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            while (lines(log).stream().noneMatch(ready)) {
                if (!process.isAlive() || System.nanoTime() - begin > START_WITHIN.toNanos()) {
                    process.destroyForcibly();
                    throw new IllegalStateException(name + " did not start; its log is " + log);
                }
                TimeUnit.MILLISECONDS.sleep(10);
            }
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            return new Child(name, process, log, limits, millis);
        } catch (IOException e) {
            throw new IllegalStateException("cannot start " + name + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + name + " was starting", e);
        }
    }

    private static List<String> lines(Path log) throws IOException {
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    public String name() {
        return name;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** From the start of its process until it was ready. */
    public long startMillis() {
        return startMillis;
    }

    /** The rest of the line in which it said so. */
    String said(String prefix) {
        try {
            return lines(log).stream()
                    .filter(line -> line.startsWith(prefix))
                    .findFirst()
                    .orElseThrow()
                    .substring(prefix.length());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Processor time so far, in milliseconds; 0 where Linux does not tell. */
    public double processorMillis() {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return (Double.parseDouble(fields[USER_TICKS]) + Double.parseDouble(fields[USER_TICKS + 1]))
                    * MILLIS_PER_TICK;
        } catch (IOException _) {
            return 0;
        }
    }

    /** Most resident memory so far, in MiB; 0 where Linux does not tell. */
    public long residentMebibytesAtMost() {
        return status("VmHWM") / 1024;
    }

    /** Resident memory now, in MiB. */
    public long residentMebibytes() {
        return status("VmRSS") / 1024;
    }

    private long status(String key) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith(key + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException _) {
            return 0;
        }
    }

    /** Heap in use after a collection, in MiB. */
    public long liveHeapMebibytes() {
        try {
            Path jcmd = JAVA.resolveSibling("jcmd");
            String pid = Long.toString(process.pid());
            run(jcmd.toString(), pid, "GC.run");
            return run(jcmd.toString(), pid, "GC.heap_info")
                    .lines()
                    // a line for each generation; of their parts it tells percentages
                    .filter(line -> line.contains(" total ") && line.contains(" used "))
                    .mapToLong(line -> Long.parseLong(line.replaceAll(".*used (\\d+)K.*", "$1")) / 1024)
                    .sum();
        } catch (IOException | NumberFormatException _) {
            return 0;
        }
    }

    private static String run(String... command) throws IOException {
        Process asked = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(asked.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        limits.close();
    }
}

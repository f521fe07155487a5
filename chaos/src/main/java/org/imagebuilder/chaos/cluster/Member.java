package org.imagebuilder.chaos.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A JVM of the cluster, which can be killed, frozen, and started again with the same command. */
public class Member implements AutoCloseable {

    /** Whether a process that runs can do its work. */
    interface Readiness {
        boolean isReady(Path log) throws IOException;
    }

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final Duration START_WITHIN = Duration.ofMinutes(3);
    private static final Duration END_WITHIN = Duration.ofSeconds(45);

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path folder;
    private final Readiness readiness;
    private @Nullable Process process;
    private int starts;

    /** @param arguments after {@code java} */
    Member(String name, List<String> arguments, Map<String, String> environment, Path folder, Readiness readiness) {
        this.name = name;
        this.command = new ArrayList<>(List.of(JAVA.toString()));
        this.command.addAll(arguments);
        this.environment = Map.copyOf(environment);
        this.folder = folder;
        this.readiness = readiness;
    }

    /** For people. */
    public String name() {
        return name;
    }

    /** Starts it, without waiting until it is ready. */
    public synchronized void start() {
        starts++;
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log().toFile());
        // what whoever runs this has set for services of theirs is not meant for these
        builder.environment().keySet().removeIf(variable -> variable.startsWith("IMAGEBUILDER_"));
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new IllegalStateException("cannot start " + name, e);
        }
    }

    /** One file for each start. */
    synchronized Path log() {
        return folder.resolve("%s-%d.log".formatted(name, starts));
    }

    /** Waits until it can work. */
    public void awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + START_WITHIN.toNanos();
        while (!isReady()) {
            if (!isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException(name + " did not start; see " + log());
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private boolean isReady() {
        try {
            return readiness.isReady(log());
        } catch (IOException _) {
            return false;
        }
    }

    /** Whether its process exists. */
    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Ends it at once, wherever it is. */
    public void kill() {
        Process running = running();
        running.destroyForcibly();
        end(running);
    }

    /** Asks it to end, and waits until it has. */
    public void stop() {
        Process running = running();
        running.destroy();
        end(running);
    }

    private void end(Process ending) {
        try {
            if (!ending.waitFor(END_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                ending.destroyForcibly();
            }
        } catch (InterruptedException _) {
            ending.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Freezes it: its connections stay open, and nothing happens on them. */
    public void freeze() {
        signal("STOP");
    }

    /** Lets it go on as if nothing had been. */
    public void thaw() {
        signal("CONT");
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(running().pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("cannot signal " + name, e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Process running() {
        if (process == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return process;
    }

    /** Threads of the process, those of the JVM included. */
    public int threads() {
        return (int) status("Threads");
    }

    /** Resident memory, in MiB. */
    public long residentMebibytes() {
        return status("VmRSS") / 1024;
    }

    private long status(String key) {
        Path file = Path.of("/proc", Long.toString(running().pid()), "status");
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(key + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException _) {
            return 0;
        }
    }

    @Override
    public void close() {
        Process ending;
        synchronized (this) {
            ending = process;
        }
        if (ending != null && ending.isAlive()) {
            thaw();
            ending.destroy();
            end(ending);
        }
    }
}

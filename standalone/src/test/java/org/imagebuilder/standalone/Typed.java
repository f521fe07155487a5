package org.imagebuilder.standalone;

import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A command that was typed: what it prints, how it ends, and the key that interrupts it. */
final class Typed implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final FutureTask<Integer> exit;
    private final Thread thread;

    private Typed(String... arguments) {
        var console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        this.exit = new FutureTask<>(() -> Main.run(console, arguments));
        this.thread = Thread.ofPlatform().name("typed").start(exit);
    }

    static Typed command(String... arguments) {
        return new Typed(arguments);
    }

    /** Starts everything, on any free ports. */
    static Typed start(Path data, int demoWorkers) {
        return command(
                "start",
                "--data=" + data,
                "--composer-port=0",
                "--worker-port=0",
                "--management-port=0",
                "--demo-workers=" + demoWorkers);
    }

    /** What a started process says when it is ready, up to the first blank after the name. */
    String ready(String name) {
        await().atMost(PATIENCE).until(() -> exit.isDone() || out().startsWith("ready "));
        return Arrays.stream(out().strip().split(" "))
                .filter(word -> word.startsWith(name + "="))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not ready: " + out() + err()))
                .substring(name.length() + 1);
    }

    int exitCode() throws InterruptedException, ExecutionException, TimeoutException {
        return exit.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** Interrupts the command and waits until it has stopped everything. */
    @Override
    public void close() {
        thread.interrupt();
        await().atMost(PATIENCE).until(() -> !thread.isAlive());
    }
}

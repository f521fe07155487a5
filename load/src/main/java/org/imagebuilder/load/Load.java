package org.imagebuilder.load;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.imagebuilder.load.Connection.Answer;
import tools.jackson.databind.json.JsonMapper;

/** The traffic that is measured. Every step ends by itself, after {@link #PATIENCE} at the latest. */
public final class Load {

    /** Longer than any step takes that works. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(2);
    private static final int FEW = 8;
    private static final int MANY = 64;
    private static final int REHEARSAL = 2_000;
    private static final int PART_OF_REHEARSAL = 250;
    private static final JsonMapper JSON = new JsonMapper();

    private final URI composer;
    private final URI gateway;
    private final BooleanSupplier alive;
    private final Ledger ledger = new Ledger();

    /**
     * @param composer base of the composer API
     * @param gateway base of the worker API
     * @param alive whether what is measured still runs
     */
    public Load(URI composer, URI gateway, BooleanSupplier alive) {
        this.composer = composer;
        this.gateway = gateway;
        this.alive = alive;
    }

    /** So much in so many seconds, and how long each took. */
    public record Rate(double perSecond, Latencies latency) {}

    /** What workers saw. */
    public record Work(double perSecond, Latencies handOut, Latencies finish) {}

    /** What one compose at a time takes while all workers wait. */
    public record Idle(Latencies submissionToHandOut, Latencies resultToHandOut) {}

    /** Submits composes from several clients, as fast as they are accepted. */
    public Rate submit(int composes, int clients) throws InterruptedException {
        Latencies latency = new Latencies();
        AtomicInteger left = new AtomicInteger(composes);
        long begin = System.nanoTime();
        together(clients, () -> {
            try (Connection connection = new Connection(composer)) {
                while (left.decrementAndGet() >= 0) {
                    submit(connection, latency);
                }
            }
        });
        return new Rate(composes / secondsSince(begin), latency);
    }

    private void submit(Connection connection, Latencies latency) throws IOException {
        long begin = System.nanoTime();
        Answer answer = connection.send("POST", "/compose", Samples.COMPOSE);
        if (answer.status() != 201) {
            ledger.mistake("a submission was answered with " + answer.status());
            return;
        }
        latency.since(begin);
        ledger.submitted.add(JSON.readTree(answer.body()).path("id").asString());
    }

    /** Submits composes, and lets workers build them and all that waited before. */
    public Work drain(int composes, int workers) throws InterruptedException {
        submit(composes, 2);
        int jobs = 2 * ledger.submitted.size() - ledger.handOuts.get();
        return work(jobs, workers, () -> ledger.built.get() >= ledger.submitted.size());
    }

    /** Lets workers take so many of the jobs that wait; others go on waiting. */
    public Work work(int jobs, int workers) throws InterruptedException {
        int before = ledger.handOuts.get();
        return work(jobs, workers, () -> ledger.handOuts.get() - before >= jobs);
    }

    private Work work(int jobs, int workers, BooleanSupplier done) throws InterruptedException {
        try (Workers crew = new Workers(gateway, workers, ledger)) {
            crew.start();
            long begin = System.nanoTime();
            await(done);
            long end = Math.max(ledger.lastFinish.get(), begin + 1);
            WorkerTimes times = crew.times();
            return new Work(jobs * 1e9 / (end - begin), times.handOut(), times.finish());
        }
    }

    /** Submits one compose after the other, each when the one before is built, while so many workers wait. */
    public Idle idle(int composes, int workers) throws InterruptedException {
        Idle idle = new Idle(new Latencies(), new Latencies());
        try (Workers crew = new Workers(gateway, workers, ledger);
                Connection connection = new Connection(composer)) {
            crew.start();
            WorkerTimes times = crew.times();
            for (int i = 0; i < composes; i++) {
                int built = ledger.built.get();
                long begin = System.nanoTime();
                submit(connection, new Latencies());
                await(() -> ledger.built.get() > built);
                idle.submissionToHandOut.add(times.firstHandOut().get() - begin);
                idle.resultToHandOut.add(
                        times.imageHandOut().get() - times.manifestFinished().get());
                // so that all of them wait again
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (IOException e) {
            ledger.mistake("a submission failed: " + e);
        }
        return idle;
    }

    /** Submits at a rate and lets workers build, for a while. */
    public Work steady(Duration duration, double composesPerSecond, int workers) throws InterruptedException {
        long begin = System.nanoTime();
        long end = begin + duration.toNanos();
        AtomicLong next = new AtomicLong(begin);
        int before = ledger.handOuts.get();
        try (Workers crew = new Workers(gateway, workers, ledger)) {
            crew.start();
            together(2, () -> {
                try (Connection connection = new Connection(composer)) {
                    for (long due = due(next, composesPerSecond); due < end; due = due(next, composesPerSecond)) {
                        TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
                        submit(connection, new Latencies());
                    }
                }
            });
            await(() -> ledger.built.get() >= ledger.submitted.size());
            WorkerTimes times = crew.times();
            return new Work((ledger.handOuts.get() - before) / secondsSince(begin), times.handOut(), times.finish());
        }
    }

    private static long due(AtomicLong next, double perSecond) {
        return next.getAndAdd((long) (1e9 / perSecond));
    }

    /** Several clients read the state of composes that are built, over and over, and require each to be a success. */
    public Rate status(int requests, int clients) throws InterruptedException {
        Latencies latency = new Latencies();
        List<String> ids = List.copyOf(ledger.submitted);
        AtomicInteger next = new AtomicInteger();
        long begin = System.nanoTime();
        together(clients, () -> {
            try (Connection connection = new Connection(composer)) {
                for (int i = next.getAndIncrement(); i < requests; i = next.getAndIncrement()) {
                    status(connection, ids.get(i % ids.size()), latency);
                }
            }
        });
        return new Rate(requests / secondsSince(begin), latency);
    }

    private void status(Connection connection, String id, Latencies latency) throws IOException {
        long begin = System.nanoTime();
        Answer answer = connection.send("GET", "/composes/" + id, null);
        latency.since(begin);
        String status = answer.status() == 200
                ? JSON.readTree(answer.body()).path("status").asString()
                : "error " + answer.status();
        if (!status.equals("success")) {
            ledger.mistake("compose " + id + " ended as " + status);
        }
    }

    private interface Task {
        void run() throws IOException, InterruptedException;
    }

    private void together(int clients, Task task) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            threads.add(Thread.ofPlatform().name("client").daemon().start(() -> {
                try {
                    task.run();
                } catch (IOException | RuntimeException e) {
                    ledger.mistake("a client ended: " + e);
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join(PATIENCE);
        }
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline || !alive.getAsBoolean()) {
                ledger.mistake(alive.getAsBoolean() ? "gave up after " + PATIENCE : "a process has ended");
                return;
            }
            TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS.toNanos());
        }
    }

    private static double secondsSince(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    /**
     * Has composes built and their states read, for JVMs that write down for their caches what is worth compiling. It
     * takes thousands of calls until they know: what was only seen, and not used much, is compiled later with a cache
     * than without.
     *
     * @param longest when to begin nothing more, however little was done
     * @return how many composes were built
     */
    public int rehearse(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        boolean few = true;
        while (ledger.built.get() < REHEARSAL && System.nanoTime() < end && mistakeCount() == 0) {
            drain(PART_OF_REHEARSAL, few ? FEW : MANY);
            status(2 * PART_OF_REHEARSAL, FEW);
            few = !few;
        }
        return ledger.built.get();
    }

    /** Promises that were not kept, as far as anybody has looked; the first twenty of them. */
    public List<String> mistakes() {
        return ledger.mistakes();
    }

    public int mistakeCount() {
        return ledger.mistakeCount();
    }
}

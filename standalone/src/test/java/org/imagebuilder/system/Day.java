package org.imagebuilder.system;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A day that passes step by step: time goes on when every worker that is busy has said so in this step. What was
 * promised to anybody is written down.
 */
final class Day {

    static final Duration STEP = Duration.ofMinutes(2);

    final SimulatedClock clock;
    final Phaser step;

    /** Tokens that reached a worker. */
    final Set<UUID> tokens = ConcurrentHashMap.newKeySet();
    /** Marks in results that were accepted, by job. */
    final Map<UUID, String> accepted = new ConcurrentHashMap<>();
    /** Jobs whose workers were told that nobody wants them any more. */
    final Set<UUID> told = ConcurrentHashMap.newKeySet();
    /** Jobs that somebody no longer had when reporting at the right time; only a cancellation excuses that. */
    final Set<UUID> refused = ConcurrentHashMap.newKeySet();

    /** Registered workers that live, and the gateways they speak to. */
    final Map<String, URI> living = new ConcurrentHashMap<>();

    final Map<DayWorker.Fate, AtomicInteger> fates = new ConcurrentHashMap<>();
    final Queue<String> mistakes = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicInteger> idle = new ConcurrentHashMap<>();
    private final Random random;
    private volatile boolean over;

    /** @param endOfStep runs between two steps, while all workers wait */
    Day(SimulatedClock clock, long seed, Runnable endOfStep) {
        this.clock = clock;
        this.random = new Random(seed);
        this.step = new Phaser(1) {
            @Override
            protected boolean onAdvance(int phase, int workers) {
                endOfStep.run();
                clock.advance(STEP);
                return false;
            }
        };
    }

    synchronized int dice(int sides) {
        return random.nextInt(sides);
    }

    /** How many wait for a job of these types. */
    AtomicInteger idle(String types) {
        return idle.computeIfAbsent(types, _ -> new AtomicInteger());
    }

    boolean isOver() {
        return over;
    }

    void end() {
        over = true;
    }

    void mistake(String text) {
        mistakes.add(text);
    }
}

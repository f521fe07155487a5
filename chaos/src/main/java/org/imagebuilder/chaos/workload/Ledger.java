package org.imagebuilder.chaos.workload;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** What clients and workers were promised. */
public final class Ledger {

    /** What became of a result that a worker sent. */
    public enum Outcome {
        /** The worker was told that it is stored. */
        ACCEPTED,
        /** The worker was told that the job is not its any more. */
        REFUSED,
        /** The worker was told nothing, or that the service cannot now. */
        UNKNOWN
    }

    /**
     * A result that was sent.
     *
     * @param token of the hand-out that it belongs to
     * @param mark in the result
     */
    public record Report(String token, String mark, Outcome outcome) {}

    private final Set<String> promised = ConcurrentHashMap.newKeySet();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicInteger turnedAway = new AtomicInteger();
    private final Map<String, Instant> workers = new ConcurrentHashMap<>();
    private final Map<String, Queue<String>> handOuts = new ConcurrentHashMap<>();
    private final Map<String, Queue<Report>> reports = new ConcurrentHashMap<>();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();

    /** A client was told that it exists. */
    public void promised(String compose) {
        promised.add(compose);
    }

    /** A client was told nothing that it can rely on. */
    public void unanswered() {
        unanswered.incrementAndGet();
    }

    /** Somebody was told to come again. */
    public void turnedAway() {
        turnedAway.incrementAndGet();
    }

    /** A worker was told that it is registered. */
    public void registered(String worker) {
        workers.put(worker, Instant.now());
    }

    /** A worker was given a job. */
    public void handedOut(String job, String token) {
        handOuts.computeIfAbsent(job, _ -> new ConcurrentLinkedQueue<>()).add(token);
    }

    /** A worker sent a result. */
    public void reported(String job, Report report) {
        reports.computeIfAbsent(job, _ -> new ConcurrentLinkedQueue<>()).add(report);
    }

    /** An answer that no fault excuses. */
    public void surprise(String what) {
        surprises.add(what);
    }

    /** Composes that a client was told exist. */
    public Set<String> promisedComposes() {
        return Set.copyOf(promised);
    }

    /** Submissions that were never answered; each may have made a compose. */
    public int unansweredSubmissions() {
        return unanswered.get();
    }

    /** Requests that got 503. */
    public int turnedAwayRequests() {
        return turnedAway.get();
    }

    /** When workers were told that they are registered, by id. */
    public Map<String, Instant> registrations() {
        return Map.copyOf(workers);
    }

    /** Tokens by job. */
    public Map<String, List<String>> handOutsByJob() {
        return copy(handOuts);
    }

    /** Results that were sent, by job. */
    public Map<String, List<Report>> reportsByJob() {
        return copy(reports);
    }

    private static <T> Map<String, List<T>> copy(Map<String, Queue<T>> from) {
        return from.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.copyOf(entry.getValue())));
    }

    /** What should not have happened. */
    public List<String> surprises() {
        return List.copyOf(surprises);
    }
}

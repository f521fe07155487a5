package org.imagebuilder.load;

import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What was promised to clients and what workers saw, and whether the two fit. */
final class Ledger {

    private static final int MISTAKES_KEPT = 20;

    /** Composes that were accepted. */
    final Set<String> submitted = ConcurrentHashMap.newKeySet();
    /** Jobs that were handed out. */
    private final Set<String> handedOut = ConcurrentHashMap.newKeySet();
    /** Marks in the results of manifests, until they turn up with the job that builds the image. */
    private final Set<String> marks = ConcurrentHashMap.newKeySet();

    final AtomicInteger handOuts = new AtomicInteger();
    final AtomicInteger built = new AtomicInteger();
    final AtomicLong lastFinish = new AtomicLong();
    private final Queue<String> mistakes = new ConcurrentLinkedQueue<>();
    private final AtomicInteger mistakeCount = new AtomicInteger();

    void handedOut(String job) {
        handOuts.incrementAndGet();
        if (!handedOut.add(job)) {
            mistake("job " + job + " was handed out twice");
        }
    }

    void finishedManifest(String mark) {
        marks.add(mark);
    }

    void requirePredecessor(String mark, String job) {
        if (!marks.remove(mark)) {
            mistake("job " + job + " came without the result of a job before it");
        }
    }

    void mistake(String what) {
        if (mistakeCount.incrementAndGet() <= MISTAKES_KEPT) {
            mistakes.add(what);
        }
    }

    int mistakeCount() {
        return mistakeCount.get();
    }

    List<String> mistakes() {
        return List.copyOf(mistakes);
    }
}

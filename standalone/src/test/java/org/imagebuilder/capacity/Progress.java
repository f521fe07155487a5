package org.imagebuilder.capacity;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What happened so far. The times mean something as long as one compose is on its way at a time. */
final class Progress implements WaitingWorker.Listener {
    final Latencies submissionToHandOut = new Latencies();
    final Latencies resultToHandOut = new Latencies();
    final AtomicInteger built = new AtomicInteger();
    final Map<String, Integer> troubles = new ConcurrentHashMap<>();
    final Set<String> handedTwice = ConcurrentHashMap.newKeySet();
    volatile long submitted;
    private final Set<String> handedOut = new HashSet<>();
    private long reported;

    @Override
    public void handedOut(String id, String type, long at) {
        if (!handedOut.add(id)) {
            handedTwice.add(id);
        }
        if (type.equals("osbuild")) {
            resultToHandOut.add(at - reported);
        } else {
            submissionToHandOut.add(at - submitted);
        }
    }

    @Override
    public void reporting(String type, long at) {
        reported = at;
    }

    @Override
    public void finished(String type, long at) {
        if (type.equals("osbuild")) {
            built.incrementAndGet();
        }
    }

    @Override
    public void trouble(String what) {
        troubles.merge(what, 1, Integer::sum);
    }
}

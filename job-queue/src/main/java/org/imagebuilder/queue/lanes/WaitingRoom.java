package org.imagebuilder.queue.lanes;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The workers that wait in one lane, first come, first served. Nothing here takes longer the more of them wait. */
final class WaitingRoom {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrival = lock.newCondition();
    private final Condition crowd = lock.newCondition();
    private final Set<Waiter> waiters = new LinkedHashSet<>();
    private final int crowdSize;
    private int polling;
    private long lastLeft = System.nanoTime();
    private boolean closed;

    /** @param crowdSize what members take at a time that take several records */
    WaitingRoom(int crowdSize) {
        this.crowdSize = crowdSize;
    }

    /** Adds a waiter and tells how many wait now. */
    int enter(Waiter waiter) {
        lock.lock();
        try {
            if (!closed) {
                waiters.add(waiter);
                wakeMembers();
                return waiters.size();
            }
        } finally {
            lock.unlock();
        }
        waiter.leave();
        return 0;
    }

    void leave(Waiter waiter) {
        lock.lock();
        try {
            waiters.remove(waiter);
            lastLeft = System.nanoTime();
        } finally {
            lock.unlock();
        }
    }

    /** Reserves the waiter that has waited longest. */
    Optional<Waiter> reserve() {
        lock.lock();
        try {
            Iterator<Waiter> inOrder = waiters.iterator();
            while (inOrder.hasNext()) {
                Waiter waiter = inOrder.next();
                if (waiter.reserve()) {
                    return Optional.of(waiter);
                }
                if (waiter.isOver()) {
                    // on its way out, and not to be looked at again
                    inOrder.remove();
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** A member polls for so many records although nobody may wait: it has to, to join its group. */
    void pollUnasked(int records) {
        lock.lock();
        try {
            polling += records;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Blocks until so many more workers wait than members poll for them, or the room is closed; the caller polls for as
     * many records from then on. With more of them than workers, most would only be passed on.
     *
     * @return false if the time is over first; the caller does not poll then
     */
    boolean pollWhenAsked(int records, Duration patience) {
        lock.lock();
        try {
            long left = patience.toNanos();
            Condition enough = records > 1 ? crowd : arrival;
            while (!closed && !areWaiting(polling + records)) {
                if (left <= 0) {
                    return false;
                }
                left = enough.awaitNanos(left);
            }
            polling += records;
            wakeMembers();
            return true;
        } catch (InterruptedException _) {
            // nobody interrupts a member; if somebody does, it has waited long enough
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** A member's poll for so many records has brought some, or the member is gone. */
    void polled(int records) {
        lock.lock();
        try {
            polling -= records;
            wakeMembers();
        } finally {
            lock.unlock();
        }
    }

    /** Whether somebody waits for whom no member polls. */
    boolean isShortOfPolls() {
        lock.lock();
        try {
            return areWaiting(polling + 1);
        } finally {
            lock.unlock();
        }
    }

    /** One of those that rest and take one record, and one of those that take several, as far as there is work for them. */
    private void wakeMembers() {
        int unasked = waiters.size() - polling;
        if (unasked > 0) {
            arrival.signal();
        }
        if (unasked >= crowdSize) {
            crowd.signal();
        }
    }

    private boolean areWaiting(int workers) {
        if (waiters.size() < workers) {
            return false;
        }
        // who has just been served may still be on the way out
        return waiters.stream()
                        .filter(waiter -> !waiter.isOver())
                        .limit(workers)
                        .count()
                == workers;
    }

    /** For how long nobody has waited here. */
    Duration unattended() {
        lock.lock();
        try {
            return waiters.isEmpty() ? Duration.ofNanos(System.nanoTime() - lastLeft) : Duration.ZERO;
        } finally {
            lock.unlock();
        }
    }

    /** Lets go of whoever waits here or for an arrival, now and later. */
    void close() {
        List<Waiter> leaving;
        lock.lock();
        try {
            closed = true;
            leaving = List.copyOf(waiters);
            arrival.signalAll();
            crowd.signalAll();
        } finally {
            lock.unlock();
        }
        leaving.forEach(Waiter::leave);
    }
}

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
    private final Set<Waiter> waiters = new LinkedHashSet<>();
    private int polling;
    private long lastLeft = System.nanoTime();
    private boolean closed;

    /** Adds a waiter and tells how many wait now. */
    int enter(Waiter waiter) {
        lock.lock();
        try {
            if (!closed) {
                waiters.add(waiter);
                // one arrival is work for one more member; those that rest need not all look
                arrival.signal();
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

    /** A member polls although nobody may wait: it has to, to join its group. */
    void pollUnasked() {
        lock.lock();
        try {
            polling++;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Blocks until more workers wait than members poll for them, or the room is closed; the caller polls from then on.
     * With more polls than workers, most of the records would only be passed on.
     *
     * @return false if the time is over first; the caller does not poll then
     */
    boolean pollWhenAsked(Duration patience) {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (!closed && enoughPoll()) {
                if (left <= 0) {
                    return false;
                }
                left = arrival.awaitNanos(left);
            }
            polling++;
            return true;
        } catch (InterruptedException _) {
            // nobody interrupts a member; if somebody does, it has waited long enough
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** A member's poll has brought a record, or the member is gone. */
    void polled() {
        lock.lock();
        try {
            polling--;
            arrival.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Whether somebody waits for whom no member polls. */
    boolean isShortOfPolls() {
        lock.lock();
        try {
            return !enoughPoll();
        } finally {
            lock.unlock();
        }
    }

    private boolean enoughPoll() {
        if (waiters.size() <= polling) {
            return true;
        }
        // who has just been served may still be on the way out
        return waiters.stream()
                        .filter(waiter -> !waiter.isOver())
                        .limit(polling + 1L)
                        .count()
                <= polling;
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
        } finally {
            lock.unlock();
        }
        leaving.forEach(Waiter::leave);
    }
}

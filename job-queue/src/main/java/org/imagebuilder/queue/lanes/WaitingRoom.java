package org.imagebuilder.queue.lanes;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The workers that wait in one lane, first come, first served. */
final class WaitingRoom {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrival = lock.newCondition();
    private final Set<Waiter> waiters = new LinkedHashSet<>();
    private int polling;
    private boolean closed;

    /** Adds a waiter and tells how many wait now. */
    int enter(Waiter waiter) {
        lock.lock();
        try {
            waiters.add(waiter);
            if (closed) {
                waiter.dismiss();
            }
            arrival.signalAll();
            return waiters.size();
        } finally {
            lock.unlock();
        }
    }

    void leave(Waiter waiter) {
        lock.lock();
        try {
            waiters.remove(waiter);
        } finally {
            lock.unlock();
        }
    }

    /** Reserves the waiter that has waited longest. */
    Optional<Waiter> reserve() {
        lock.lock();
        try {
            return waiters.stream().filter(Waiter::reserve).findFirst();
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
     */
    void pollWhenAsked() {
        lock.lock();
        try {
            while (!closed && enoughPoll()) {
                arrival.awaitUninterruptibly();
            }
            polling++;
        } finally {
            lock.unlock();
        }
    }

    /** A member's poll has brought a record, or the member is gone. */
    void polled() {
        lock.lock();
        try {
            polling--;
            arrival.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean enoughPoll() {
        // who has just been served may still be on the way out
        return waiters.stream().filter(Waiter::isWaiting).limit(polling + 1L).count() <= polling;
    }

    /** Lets go of whoever waits here or for an arrival, now and later. */
    void close() {
        lock.lock();
        try {
            closed = true;
            waiters.forEach(Waiter::dismiss);
            arrival.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

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

    /** Blocks until somebody waits, or the room is closed. */
    void awaitArrival() {
        lock.lock();
        try {
            // who has just been served may still be on the way out
            while (waiters.stream().noneMatch(Waiter::isWaiting) && !closed) {
                arrival.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
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

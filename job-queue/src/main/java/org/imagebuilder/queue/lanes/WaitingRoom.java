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

    /** Adds a waiter and tells how many wait now. */
    int enter(Waiter waiter) {
        lock.lock();
        try {
            waiters.add(waiter);
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

    /** Blocks until somebody waits. */
    void awaitArrival() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiters.isEmpty()) {
                arrival.await();
            }
        } finally {
            lock.unlock();
        }
    }
}

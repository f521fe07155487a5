package org.imagebuilder.queue.lanes;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.imagebuilder.queue.HandOuts.Claim;
import org.jspecify.annotations.Nullable;

/** A worker's long poll. It may wait in several lanes; only one of them at a time may try to serve it. */
final class Waiter {

    private enum State {
        WAITING,
        RESERVED,
        SERVED,
        REFUSED,
        GONE
    }

    private final @Nullable UUID worker;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private State state = State.WAITING;
    private @Nullable Claim claim;

    Waiter(@Nullable UUID worker) {
        this.worker = worker;
    }

    @Nullable UUID worker() {
        return worker;
    }

    /** Whether a lane may now try to serve this waiter; it must then call {@link #serve}, or one of the others. */
    boolean reserve() {
        return move(State.WAITING, State.RESERVED, null);
    }

    /** The lane had nothing after all. */
    void letWait() {
        move(State.RESERVED, State.WAITING, null);
    }

    void serve(Claim served) {
        move(State.RESERVED, State.SERVED, served);
    }

    /** The worker is not registered any more. */
    void refuse() {
        move(State.RESERVED, State.REFUSED, null);
    }

    /** There will be no job: the lanes close. */
    void dismiss() {
        move(State.WAITING, State.GONE, null);
    }

    /** Whether a lane may still serve it; also while one tries, which may turn out to have nothing. */
    boolean isWaiting() {
        lock.lock();
        try {
            return state == State.WAITING || state == State.RESERVED;
        } finally {
            lock.unlock();
        }
    }

    boolean isRefused() {
        lock.lock();
        try {
            return state == State.REFUSED;
        } finally {
            lock.unlock();
        }
    }

    /** Waits to be served. While a lane is trying, the time is not over. */
    void await(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (state == State.RESERVED || (state == State.WAITING && left > 0)) {
                left = changed.awaitNanos(Math.max(left, TimeUnit.MILLISECONDS.toNanos(10)));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Stops waiting, and tells what it was served. Waits for a lane that is just trying, which takes one statement. */
    Optional<Claim> leave() {
        lock.lock();
        try {
            while (state == State.RESERVED) {
                changed.awaitUninterruptibly();
            }
            if (state == State.WAITING) {
                state = State.GONE;
            }
            return Optional.ofNullable(claim);
        } finally {
            lock.unlock();
        }
    }

    private boolean move(State from, State to, @Nullable Claim served) {
        lock.lock();
        try {
            if (state != from) {
                return false;
            }
            state = to;
            claim = served;
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }
}

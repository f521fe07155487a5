package org.imagebuilder.queue.lanes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The workers that wait in one lane, first come, first served. Nothing here takes longer the more of them wait. */
final class WaitingRoom {

    /** So long may records be held for workers that are expected, as many as have lately come within this time. */
    static final Duration HOLD = Duration.ofMillis(100);

    /** Who polls for so long and gets nothing polls an empty lane, however busy the broker is. */
    static final Duration IN_VAIN = Duration.ofMillis(250);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrival = lock.newCondition();
    private final ArrivalRate arrivals = new ArrivalRate(HOLD);
    private final Set<Waiter> waiters = new LinkedHashSet<>();
    /** Members that do not poll, those first that take the most. */
    private final List<Resting> resting = new ArrayList<>();

    /** Records that are polled for, or in hand. */
    private int polling;

    private int inHand;
    private int polls;
    /** Since when nothing came of these polls, and nothing is known to have gone into the lane. */
    private long nothingSince;
    /** Whether the last poll took all that there was then. */
    private boolean emptied;

    private long lastLeft = System.nanoTime();
    private boolean closed;

    private record Resting(int records, Condition enough) {}

    /** Adds a waiter and tells how many wait now. */
    int enter(Waiter waiter) {
        lock.lock();
        try {
            if (!closed) {
                waiters.add(waiter);
                arrivals.add(System.nanoTime());
                arrival.signal();
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

    /**
     * Reserves the waiters that have waited longest.
     *
     * @param most how many, at most
     * @param patience how long to wait for the first of them
     */
    List<Waiter> reserve(int most, Duration patience) {
        lock.lock();
        try {
            List<Waiter> reserved = reserveWaiting(most);
            long left = patience.toNanos();
            while (reserved.isEmpty() && left > 0 && !closed) {
                left = arrival.awaitNanos(left);
                reserved = reserveWaiting(most);
            }
            return reserved;
        } catch (InterruptedException _) {
            // nobody interrupts a member; if somebody does, it has waited long enough
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    private List<Waiter> reserveWaiting(int most) {
        List<Waiter> reserved = new ArrayList<>();
        Iterator<Waiter> inOrder = waiters.iterator();
        while (reserved.size() < most && inOrder.hasNext()) {
            Waiter waiter = inOrder.next();
            if (waiter.reserve()) {
                reserved.add(waiter);
            } else if (waiter.isOver()) {
                // on its way out, and not to be looked at again
                inOrder.remove();
            }
        }
        return reserved;
    }

    /**
     * Blocks until so many more workers wait, or are about to come, than members poll for them, or the room is closed;
     * the caller polls for as many records from then on. With more of them than workers, most would only be passed on.
     *
     * @return false if the time is over first; the caller does not poll then
     */
    boolean pollWhenAsked(int records, Duration patience) {
        lock.lock();
        try {
            long left = patience.toNanos();
            if (left > 0 && !closed && !isWorthPolling(records)) {
                rest(records, left);
            }
            if (!closed && !isWorthPolling(records)) {
                return false;
            }
            polling += records;
            if (polls++ == 0) {
                nothingSince = System.nanoTime();
            }
            wakeMembers();
            return true;
        } catch (InterruptedException _) {
            // nobody interrupts a member; if somebody does, it has waited long enough
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void rest(int records, long nanos) throws InterruptedException {
        Resting member = new Resting(records, lock.newCondition());
        resting.add(member);
        resting.sort(Comparator.comparingInt(Resting::records).reversed());
        try {
            long left = nanos;
            while (left > 0 && !closed && !isWorthPolling(records)) {
                left = member.enough.awaitNanos(left);
            }
        } finally {
            resting.remove(member);
        }
    }

    /**
     * A poll that the room counts on has brought so many of the records that it was for, which its member holds now.
     *
     * @param waited how long it took; when it took long, they were new, and the lane was empty before
     */
    void brought(int asked, int records, Duration waited) {
        lock.lock();
        try {
            polls--;
            polling -= asked;
            hold(records, records < asked || waited.compareTo(IN_VAIN) >= 0);
        } finally {
            lock.unlock();
        }
    }

    /** A member holds records that it polled for while nobody counted on it. */
    void broughtUnasked(int records) {
        lock.lock();
        try {
            hold(records, false);
        } finally {
            lock.unlock();
        }
    }

    private void hold(int records, boolean all) {
        polling += records;
        inHand += records;
        emptied = all;
        nothingSince = System.nanoTime();
        wakeMembers();
    }

    /** So many records are settled that were in hand. */
    void settled(int records) {
        lock.lock();
        try {
            polling -= records;
            inHand -= records;
            wakeMembers();
        } finally {
            lock.unlock();
        }
    }

    /** A poll that the room counts on will not bring anything. */
    void gaveUp(int asked) {
        lock.lock();
        try {
            polls--;
            polling -= asked;
            wakeMembers();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets a job that has just become ready past the lane, if nothing is known to wait there that would have to come
     * first, and there is a worker for it. It counts as in hand from then on, until it is {@link #settled}.
     *
     * @return false if it is to go into the lane
     */
    boolean letPast() {
        lock.lock();
        try {
            long now = System.nanoTime();
            if (closed || !isLaneEmpty(now) || inHand >= Math.max(waiters.size(), arrivals.lately(now))) {
                fill(now);
                return false;
            }
            polling++;
            inHand++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Something goes into the lane, and from there to whoever polls first. */
    void filled() {
        lock.lock();
        try {
            fill(System.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    private void fill(long now) {
        emptied = false;
        nothingSince = now;
    }

    private boolean isLaneEmpty(long now) {
        return isInVain(now) || (emptied && now - nothingSince <= HOLD.toNanos());
    }

    private boolean isInVain(long now) {
        return polls > 0 && now - nothingSince >= IN_VAIN.toNanos();
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

    /** How many workers are about to come, if it goes on like this. */
    int expected() {
        lock.lock();
        try {
            return arrivals.lately(System.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    /** Those that rest, as far as there is work for them: few that take many, and others for what is left. */
    private void wakeMembers() {
        int unasked = waiters.size() - polling;
        for (Resting member : resting) {
            if (unasked > 0 && member.records <= unasked + expectedBy(member.records)) {
                member.enough.signal();
                unasked -= member.records;
            }
        }
    }

    private boolean isWorthPolling(int records) {
        return areWaiting(polling + Math.max(1, records - expectedBy(records)));
    }

    /** A member that takes one record waits for its worker; it costs nothing to do so. */
    private int expectedBy(int records) {
        return records == 1 ? 0 : arrivals.lately(System.nanoTime());
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
            resting.forEach(member -> member.enough.signal());
            arrival.signalAll();
        } finally {
            lock.unlock();
        }
        leaving.forEach(Waiter::leave);
    }
}

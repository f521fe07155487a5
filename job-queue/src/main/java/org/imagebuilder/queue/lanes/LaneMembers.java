package org.imagebuilder.queue.lanes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;
import org.imagebuilder.queue.outbox.LanePublisher;
import org.imagebuilder.queue.outbox.OutboxRow;

/**
 * This gateway's members of one lane's share group: one, and more while the lane has more jobs than they can fetch. How
 * many workers wait does not matter by itself: ten thousand of them wait just as well for one member.
 */
final class LaneMembers implements AutoCloseable {

    /** So many records in a row that were there already show that each of the members could do with another one. */
    private static final int PROMPT_RECORDS = 10;

    private final WaitingRoom room;
    private final LaneCounter counter;
    private final BiFunction<LaneMembers, Integer, LaneConsumer> newMember;
    private final LaneSettings settings;
    private final Semaphore extraMembers;
    private final List<LaneConsumer> members = new ArrayList<>();
    private int promptInARow;
    private int mostWaiting;
    private boolean closed;

    /** @param extraMembers permits for members beyond the first; all lanes share them */
    LaneMembers(
            WaitingRoom room,
            LaneCounter counter,
            BiFunction<LaneMembers, Integer, LaneConsumer> newMember,
            LaneSettings settings,
            Semaphore extraMembers) {
        this.room = room;
        this.counter = counter;
        this.newMember = newMember;
        this.settings = settings;
        this.extraMembers = extraMembers;
    }

    /** Joins the lane with one member, so that it is ready when the first worker comes. */
    synchronized void join() {
        if (members.isEmpty() && !closed) {
            add();
        }
    }

    private void add() {
        members.add(newMember.apply(this, sizeOfNext()).start());
    }

    /** One for a single worker, one for a few, and all others for crowds, so that any number of them needs few polls. */
    private int sizeOfNext() {
        int few = settings.workersPerMember();
        if (members.stream().noneMatch(LaneConsumer::takesOne)) {
            return 1;
        }
        return members.stream().noneMatch(member -> member.records() == few) ? few : few * few;
    }

    void enter(Waiter waiter) {
        int waiting = room.enter(waiter);
        synchronized (this) {
            mostWaiting = Math.max(mostWaiting, waiting);
            join();
        }
    }

    void leave(Waiter waiter) {
        room.leave(waiter);
    }

    /** Whether a job that has just become ready may go past the lane; it is then to be given to {@link #handOut}. */
    boolean letPast() {
        return room.letPast();
    }

    /** Serves workers with jobs that were let past the lane, within {@link WaitingRoom#HOLD} and one statement. */
    void handOut(List<OutboxRow> jobs, LanePublisher publisher) {
        List<LaneCounter.Settled> settled = counter.settlePast(jobs.stream()
                .map(job -> new LaneCounter.Reference(Objects.requireNonNull(job.jobId()), job.attempt()))
                .toList());
        List<OutboxRow> left = new ArrayList<>();
        for (int i = 0; i < jobs.size(); i++) {
            if (settled.get(i) == LaneCounter.Settled.LATER) {
                left.add(jobs.get(i));
            } else {
                // it is handed out, or of no use to anybody: what could not be read has come back by itself, if it may
                publisher.handedOut(jobs.get(i));
            }
        }
        publisher.putIntoLanes(left);
    }

    /** They stay with whoever wanted to hand them out. */
    void takeBack(int jobs) {
        room.settled(jobs);
    }

    /** A member has got records. */
    synchronized void brought(boolean promptly) {
        promptInARow = promptly ? promptInARow + 1 : 0;
        if (promptInARow >= PROMPT_RECORDS * members.size() && room.isShortOfPolls()) {
            promptInARow = 0;
            grow();
        }
    }

    /** Doubles, since who is short by one member may well be short by many. */
    private void grow() {
        int wanted = Math.min(2 * members.size(), settings.membersPerLane());
        while (members.size() < wanted
                && taken() < Math.max(mostWaiting, room.expected())
                && !closed
                && extraMembers.tryAcquire()) {
            add();
        }
    }

    /** What all members take at a time. */
    private int taken() {
        return members.stream().mapToInt(LaneConsumer::records).sum();
    }

    /** Whether a member may leave that has been idle for this long; it does so then. */
    synchronized boolean release(LaneConsumer member, Duration idle) {
        boolean last = members.size() == 1;
        if (!last && member.takesOne()) {
            // the others do not poll for a few workers
            return false;
        }
        Duration unneeded = last ? room.unattended() : idle;
        if (closed || unneeded.compareTo(settings.idleAfter()) < 0 || !members.remove(member)) {
            return false;
        }
        if (!last) {
            extraMembers.release();
        }
        // who waited in a busier hour does not count any more
        mostWaiting = 0;
        return true;
    }

    @Override
    public void close() {
        List<LaneConsumer> leaving;
        synchronized (this) {
            closed = true;
            leaving = List.copyOf(members);
        }
        room.close();
        leaving.forEach(LaneConsumer::close);
        try {
            for (LaneConsumer member : leaving) {
                member.awaitClosed();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

package org.imagebuilder.queue.lanes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** This gateway's members of one lane's share group: as many as the waiting workers can keep busy. */
final class LaneMembers implements AutoCloseable {

    private final WaitingRoom room;
    private final Supplier<LaneConsumer> newMember;
    private final LaneSettings settings;
    private final List<LaneConsumer> members = new ArrayList<>();
    private boolean closed;

    LaneMembers(WaitingRoom room, Supplier<LaneConsumer> newMember, LaneSettings settings) {
        this.room = room;
        this.newMember = newMember;
        this.settings = settings;
    }

    /** Joins the lane with one member, so that it is ready when the first worker comes. */
    synchronized void join() {
        if (members.isEmpty() && !closed) {
            members.add(newMember.get().start());
        }
    }

    void enter(Waiter waiter) {
        int waiting = room.enter(waiter);
        int wanted = Math.clamp(waiting / settings.workersPerMember() + 1, 1, settings.membersPerLane());
        synchronized (this) {
            while (members.size() < wanted && !closed) {
                members.add(newMember.get().start());
            }
        }
    }

    void leave(Waiter waiter) {
        room.leave(waiter);
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

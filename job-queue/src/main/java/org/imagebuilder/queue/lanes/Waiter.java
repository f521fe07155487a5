package org.imagebuilder.queue.lanes;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A worker that waits, without a thread. It may wait in several lanes; only one of them at a time may try to serve it,
 * and its wait ends once.
 */
final class Waiter implements Waiting {

    private enum State {
        WAITING,
        RESERVED,
        /** Reserved, and to leave unless the lane that is trying has a job. */
        LEAVING,
        OVER
    }

    private final @Nullable UUID worker;
    private final List<LaneMembers> lanes;
    private final Consumer<WaitEnd> told;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

    /** @param told what the wait came to, on the thread that ended it */
    Waiter(@Nullable UUID worker, List<LaneMembers> lanes, Consumer<WaitEnd> told) {
        this.worker = worker;
        this.lanes = lanes;
        this.told = told;
    }

    @Nullable UUID worker() {
        return worker;
    }

    void enterLanes() {
        lanes.forEach(lane -> lane.enter(this));
        if (isOver()) {
            // the first of them was quicker with a job than this one in entering the last
            leaveLanes();
        }
    }

    private void leaveLanes() {
        lanes.forEach(lane -> lane.leave(this));
    }

    /** Whether a lane may now try to serve this waiter; it must then call {@link #end}, or {@link #letWait}. */
    boolean reserve() {
        return state.compareAndSet(State.WAITING, State.RESERVED);
    }

    /** The lane had nothing after all. Does nothing if the wait is over. */
    void letWait() {
        if (!state.compareAndSet(State.RESERVED, State.WAITING) && state.compareAndSet(State.LEAVING, State.OVER)) {
            tell(WaitEnd.NOTHING);
        }
    }

    /** Ends the wait of a reserved waiter. */
    void end(WaitEnd end) {
        state.set(State.OVER);
        tell(end);
    }

    private void tell(WaitEnd end) {
        leaveLanes();
        told.accept(end);
    }

    @Override
    public void leave() {
        if (state.compareAndSet(State.WAITING, State.OVER)) {
            tell(WaitEnd.NOTHING);
        } else if (!state.compareAndSet(State.RESERVED, State.LEAVING) && state.get() == State.WAITING) {
            // let go between the two looks
            leave();
        }
    }

    boolean isOver() {
        return state.get() == State.OVER;
    }
}

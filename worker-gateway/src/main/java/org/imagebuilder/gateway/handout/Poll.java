package org.imagebuilder.gateway.handout;

import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.ScheduledFuture;
import org.imagebuilder.gateway.parking.ParkedRequest;
import org.imagebuilder.gateway.parking.Parking;
import org.imagebuilder.queue.lanes.Waiting;
import org.jspecify.annotations.Nullable;

/** A worker's long poll: its parked request, its wait in the lanes, and the time it has. It may end while it begins. */
final class Poll {

    private final ParkedRequest request;
    private @Nullable Waiting waiting;
    private @Nullable ScheduledFuture<?> timeout;
    private boolean over;

    Poll(HttpServletRequest request) {
        this.request = Parking.park(request, this::leave);
    }

    synchronized void begin(Waiting lanes, ScheduledFuture<?> end) {
        waiting = lanes;
        timeout = end;
        if (over) {
            end.cancel(false);
        }
    }

    /** The wait is over; the request is to be answered now. */
    synchronized ParkedRequest end() {
        over = true;
        if (timeout != null) {
            timeout.cancel(false);
        }
        return request;
    }

    /** Ends the wait without a job, unless it is over. */
    void leave() {
        Waiting lanes;
        synchronized (this) {
            lanes = waiting;
        }
        if (lanes != null) {
            lanes.leave();
        }
    }

    /** Ends the wait and, with its answer, the connection. */
    void dismiss() {
        request.closeWhenAnswered();
        leave();
    }
}

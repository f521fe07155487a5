package org.imagebuilder.gateway.parking;

import jakarta.servlet.http.HttpServletRequest;

/** Where requests are left until there is an answer. */
public final class Parking {

    static final String ATTRIBUTE = Parking.class.getName();

    private Parking() {}

    /**
     * Leaves a request whose body has been read. Its caller returns without writing anything, and somebody answers it
     * some time.
     *
     * @param whenGone called if the client goes away before the answer; on a thread that must not be kept
     */
    public static ParkedRequest park(HttpServletRequest request, Runnable whenGone) {
        if (request.getAttribute(ATTRIBUTE) instanceof ParkingProcessor processor) {
            return processor.park(whenGone);
        }
        throw new IllegalStateException("the valve that knows the connection is missing");
    }
}

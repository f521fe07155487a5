package org.imagebuilder.gateway.parking;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Handles requests on a connection as long as there are any. A parked request ends here without an answer, and the
 * connection goes back to the poller as if it were idle; what the poller then reads is the end of the connection.
 */
final class ParkingProcessor extends Http11Processor {

    /** A place among the notes of a request that Tomcat does not use. */
    private static final int NOTE = 9;

    /** What the counter of a connection's requests says at the first of them, as it begins at -1. */
    private static final int FIRST = -2;

    private final ParkingProtocol protocol;
    private final Map<SocketWrapperBase<?>, ParkedRequest> parked;
    private @Nullable SocketWrapperBase<?> connection;
    private @Nullable ParkedRequest parking;

    ParkingProcessor(ParkingProtocol protocol, Adapter adapter, Map<SocketWrapperBase<?>, ParkedRequest> parked) {
        super(protocol, adapter);
        this.protocol = protocol;
        this.parked = parked;
        request.setNote(NOTE, this);
    }

    static ParkingProcessor of(Request request) {
        return (ParkingProcessor) Objects.requireNonNull(request.getNote(NOTE), "parking is not set up");
    }

    @Override
    public SocketState service(SocketWrapperBase<?> socket) throws IOException {
        ParkedRequest waiting = parked.get(socket);
        if (waiting != null) {
            // who awaits an answer has nothing to say: this is the end, or a next request that would have to wait too
            waiting.abandon();
            return SocketState.CLOSED;
        }
        connection = socket;
        parking = null;
        SocketState state = super.service(socket);
        ParkedRequest left = parking;
        connection = null;
        parking = null;
        SocketState next = left == null ? state : stateOf(left, state);
        if (next == SocketState.OPEN) {
            // through it, a connection that waits would keep all that this processor consists of
            socket.setAppReadBufHandler(null);
        }
        return next;
    }

    private SocketState stateOf(ParkedRequest left, SocketState state) {
        if (state == SocketState.OPEN) {
            return state;
        }
        if (state == SocketState.CLOSED && !getErrorState().isError()) {
            // the client wants no further answer on this connection, but this one
            left.closeWhenAnswered();
            return SocketState.OPEN;
        }
        left.abandon();
        return SocketState.CLOSED;
    }

    /** Whether the request before this one on the same connection still has no answer. */
    boolean isParking() {
        return parking != null;
    }

    boolean isOfNewConnection() {
        // the limit of requests per connection is switched off, so that its counter is free to count
        return connection().decrementKeepAlive() == FIRST;
    }

    long openConnections() {
        return protocol.getConnectionCount();
    }

    ParkedRequest park(Runnable whenGone) {
        SocketWrapperBase<?> socket = connection();
        ParkedRequest leaving =
                new ParkedRequest(socket, request.protocol().equals("HTTP/1.0"), parked::remove, whenGone);
        parked.put(socket, leaving);
        parking = leaving;
        // taken for answered from here on: whatever else is written to this response goes nowhere
        response.setCommitted(true);
        return leaving;
    }

    private SocketWrapperBase<?> connection() {
        return Objects.requireNonNull(connection, "no request is being served");
    }
}

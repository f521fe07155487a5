package org.imagebuilder.gateway.handout;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Request;

/**
 * The connection a worker waits on. The servlet API cannot tell whether the other end is still there, but Tomcat can
 * look for input without blocking, and the end of the stream shows up as input.
 */
final class Connection {

    private static final String ATTRIBUTE = Connection.class.getName();

    private final Request request;

    private Connection(Request request) {
        this.request = request;
    }

    static void remember(org.apache.catalina.connector.Request request) {
        request.setAttribute(ATTRIBUTE, new Connection(request.getCoyoteRequest()));
    }

    static Connection of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Connection connection) {
            return connection;
        }
        throw new IllegalStateException("the valve that remembers connections is missing");
    }

    /**
     * Whether the client has closed the connection. One system call. To be called after the body was read, and by one
     * thread at a time.
     */
    synchronized boolean isGone() {
        // a next request, sent ahead, counts as input only once; the end of the stream every time
        if (!hasInput()) {
            return false;
        }
        return hasInput();
    }

    private boolean hasInput() {
        request.action(ActionCode.AVAILABLE, true);
        boolean input = request.getAvailable() > 0;
        request.setAvailable(0);
        return input;
    }
}

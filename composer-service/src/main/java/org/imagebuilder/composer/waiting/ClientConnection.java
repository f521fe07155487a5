package org.imagebuilder.composer.waiting;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Request;
import org.jspecify.annotations.Nullable;

/** The connection of a request whose body has been read. Only for the thread that serves the request. */
public final class ClientConnection {

    static final String ATTRIBUTE = ClientConnection.class.getName();

    /** As one byte that then cannot be read, the server tells of an end. A next request, sent early, has more of them. */
    private static final int UNREADABLE = 1;

    private final @Nullable Request request;

    private ClientConnection(@Nullable Request request) {
        this.request = request;
    }

    /** The connection of this request; of one that came another way than over our server, nothing is known. */
    public static ClientConnection of(HttpServletRequest request) {
        return new ClientConnection(request.getAttribute(ATTRIBUTE) instanceof Request known ? known : null);
    }

    /** Whether the client has closed the connection, as far as the network has told. */
    public boolean isGone() {
        if (request == null) {
            return false;
        }
        request.action(ActionCode.AVAILABLE, true);
        return request.getAvailable() == UNREADABLE;
    }
}

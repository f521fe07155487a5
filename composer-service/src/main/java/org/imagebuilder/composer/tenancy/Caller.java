package org.imagebuilder.composer.tenancy;

import org.imagebuilder.http.requests.Channel;
import org.imagebuilder.http.requests.RequestIds;

/** Names whoever sent a request, in the words that events carry. */
public final class Caller {

    private Caller() {}

    /** The tenant, if there is one, and the request. */
    public static String of(Channel channel, RequestIds ids) {
        String who = channel.name().isEmpty() ? "a client" : "client of tenant " + channel.name();
        return who + ", request " + ids.correlationId();
    }
}

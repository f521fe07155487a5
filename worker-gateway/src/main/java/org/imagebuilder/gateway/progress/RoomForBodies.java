package org.imagebuilder.gateway.progress;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.imagebuilder.gateway.GatewaySettings;
import org.imagebuilder.http.room.Room;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import org.springframework.web.servlet.HandlerInterceptor;

/** Lets large results in one after the other when many workers finish at once, so that memory suffices. */
final class RoomForBodies implements HandlerInterceptor {

    private static final String TAKEN = RoomForBodies.class.getName();
    private static final DataSize LARGE = DataSize.ofKilobytes(256);

    private final Room room;
    private final long mostOfOne;

    RoomForBodies(GatewaySettings settings, MeterRegistry meters) {
        this.room = Room.inOrder(
                settings.bodiesInMemory(), meters.counter("imagebuilder.gateway.refused", "what", "body")::increment);
        this.mostOfOne = settings.maxBodySize().toBytes();
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        long needed = needed(request);
        if (needed > 0) {
            request.setAttribute(TAKEN, room.take(needed));
        }
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        if (request.getAttribute(TAKEN) instanceof Room.Place taken) {
            request.removeAttribute(TAKEN);
            taken.close();
        }
    }

    /** A body of unknown length may become as large as any, and is copied when its end is known. */
    private long needed(HttpServletRequest request) {
        if (!request.getMethod().equals("PATCH")) {
            return 0;
        }
        long length = request.getContentLengthLong();
        if (length < 0) {
            return 2 * mostOfOne;
        }
        return length >= LARGE.toBytes() && length <= mostOfOne ? length : 0; // longer ones are refused
    }
}

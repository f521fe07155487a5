package org.imagebuilder.gateway.progress;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.imagebuilder.gateway.GatewaySettings;
import org.imagebuilder.http.errors.Fault;
import org.imagebuilder.http.errors.FaultException;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import org.springframework.web.servlet.HandlerInterceptor;

/** Lets large results in one after the other when many workers finish at once, so that memory suffices. */
final class RoomForBodies implements HandlerInterceptor {

    private static final String TAKEN = RoomForBodies.class.getName();
    private static final DataSize LARGE = DataSize.ofKilobytes(256);
    private static final int SECONDS_TO_WAIT = 30;

    private final Semaphore kilobytes;
    private final int mostOfOne;
    private final int mostOfAll;
    private final Counter refused;

    RoomForBodies(GatewaySettings settings, MeterRegistry meters) {
        this.kilobytes = new Semaphore(kilobytes(settings.bodiesInMemory().toBytes()), true);
        this.mostOfOne = kilobytes(settings.maxBodySize().toBytes());
        this.mostOfAll = kilobytes(settings.bodiesInMemory().toBytes());
        this.refused = meters.counter("imagebuilder.gateway.refused", "what", "body");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        int needed = needed(request);
        if (needed > 0) {
            try {
                if (!kilobytes.tryAcquire(needed, SECONDS_TO_WAIT, TimeUnit.SECONDS)) {
                    refused.increment();
                    throw new FaultException(Fault.BUSY, "too many large bodies at once", null);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new FaultException(Fault.UNAVAILABLE, "the gateway shuts down", e);
            }
            request.setAttribute(TAKEN, needed);
        }
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        if (request.getAttribute(TAKEN) instanceof Integer taken) {
            request.removeAttribute(TAKEN);
            kilobytes.release(taken);
        }
    }

    /** A body of unknown length may become as large as any, and is copied when its end is known. */
    private int needed(HttpServletRequest request) {
        if (!request.getMethod().equals("PATCH")) {
            return 0;
        }
        long length = request.getContentLengthLong();
        if (length < 0) {
            return Math.min(2 * mostOfOne, mostOfAll);
        }
        boolean taken = length >= LARGE.toBytes() && kilobytes(length) <= mostOfOne; // longer ones are refused
        return taken ? kilobytes(length) : 0;
    }

    private static int kilobytes(long bytes) {
        return (int) Math.min(Integer.MAX_VALUE, bytes / 1024);
    }
}

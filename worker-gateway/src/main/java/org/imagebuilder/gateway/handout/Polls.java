package org.imagebuilder.gateway.handout;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.imagebuilder.gateway.GatewaySettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Ends long polls before their time: when their client has gone, and all of them when the gateway shuts down. */
@Component
final class WaitingPolls implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(WaitingPolls.class);

    private final Set<Poll> polls = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable ScheduledExecutorService> watch = new AtomicReference<>();
    private final GatewaySettings settings;
    private volatile boolean running;

    WaitingPolls(GatewaySettings settings) {
        this.settings = settings;
    }

    /** The poll of the calling thread, which has to close it before it does anything else with the connection. */
    Poll open(Connection connection) {
        Poll poll = new Poll(connection, Thread.currentThread(), polls::remove);
        polls.add(poll);
        if (!running) {
            poll.end();
        }
        return poll;
    }

    @Override
    public void start() {
        running = true;
        long interval = settings.clientCheckInterval().toNanos();
        var clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("client-watch").daemon().factory());
        var _ = clock.scheduleWithFixedDelay(this::endAbandoned, interval, interval, TimeUnit.NANOSECONDS);
        watch.set(clock);
    }

    /** Comes before the server stops accepting requests and waits for those that are still being served. */
    @Override
    public void stop() {
        running = false;
        ScheduledExecutorService clock = watch.getAndSet(null);
        if (clock != null) {
            clock.shutdownNow();
        }
        polls.forEach(Poll::end);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void endAbandoned() {
        for (Poll poll : polls) {
            try {
                poll.endIfAbandoned();
            } catch (RuntimeException e) {
                log.warn("cannot tell whether a client is still there", e);
            }
        }
    }
}

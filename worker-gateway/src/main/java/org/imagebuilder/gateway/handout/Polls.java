package org.imagebuilder.gateway.handout;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.imagebuilder.gateway.GatewaySettings;
import org.imagebuilder.http.errors.Fault;
import org.imagebuilder.http.errors.FaultException;
import org.imagebuilder.queue.lanes.Lane;
import org.imagebuilder.queue.lanes.Lanes;
import org.imagebuilder.queue.lanes.WaitEnd;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The workers that wait, without a thread, until they are served, their time is over or the gateway shuts down. */
@Component
final class Polls implements SmartLifecycle {

    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(2);

    private final Set<Poll> polls = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("poll-clock").daemon().factory());
    private final Lanes lanes;
    private final Delivery delivery;
    private final GatewaySettings settings;
    private final Counter refused;
    private volatile boolean running;

    Polls(Lanes lanes, Delivery delivery, GatewaySettings settings, MeterRegistry meters) {
        this.lanes = lanes;
        this.delivery = delivery;
        this.settings = settings;
        this.refused = meters.counter("imagebuilder.gateway.refused", "what", "poll");
        meters.gauge("imagebuilder.gateway.waiting.polls", polls, Set::size);
        clock.setRemoveOnCancelPolicy(true);
    }

    /** @throws FaultException if as many workers wait as may; to be asked before anything is done for one more */
    void requireRoom() {
        if (polls.size() >= settings.maxWaitingPolls()) {
            refused.increment();
            throw new FaultException(Fault.BUSY, "too many workers wait at this gateway", null);
        }
    }

    /** Waits on behalf of a request, which is answered later. */
    void open(HttpServletRequest request, Asked asked, Set<Lane> wanted, @Nullable UUID worker) {
        Poll poll = new Poll(request);
        polls.add(poll);
        var waiting = lanes.await(
                wanted, worker, end -> Thread.ofVirtual().name("delivery").start(() -> end(poll, end, asked)));
        poll.begin(waiting, clock.schedule(waiting::leave, settings.longPoll().toMillis(), TimeUnit.MILLISECONDS));
        if (!running) {
            poll.dismiss();
        }
    }

    private void end(Poll poll, WaitEnd end, Asked asked) {
        try {
            delivery.deliver(end, poll.end(), asked);
        } finally {
            synchronized (polls) {
                polls.remove(poll);
                polls.notifyAll();
            }
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** Comes before the server stops accepting requests and waits for those that are still being served. */
    @Override
    public void stop() {
        running = false;
        polls.forEach(Poll::dismiss);
        awaitAnswers();
    }

    private void awaitAnswers() {
        long deadline = System.nanoTime() + ANSWERED_WITHIN.toNanos();
        synchronized (polls) {
            try {
                long left = ANSWERED_WITHIN.toMillis();
                while (!polls.isEmpty() && left > 0) {
                    polls.wait(left);
                    left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @PreDestroy
    void stopClock() {
        clock.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}

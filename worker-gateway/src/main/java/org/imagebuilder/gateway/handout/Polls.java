package org.imagebuilder.gateway.handout;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.servlet.http.HttpServletRequest;
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
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The workers that wait, without a thread, until they are served, their time is over or the gateway shuts down. */
@Component
final class Polls implements SmartLifecycle {

    private final Set<Poll> polls = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("poll-clock").daemon().factory());
    private final Lanes lanes;
    private final Delivery delivery;
    private final GatewaySettings settings;
    private final Counter refused;
    private final ApplicationContext context;
    private volatile boolean open;
    private volatile boolean running;

    Polls(Lanes lanes, Delivery delivery, GatewaySettings settings, MeterRegistry meters, ApplicationContext context) {
        this.lanes = lanes;
        this.delivery = delivery;
        this.settings = settings;
        this.context = context;
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
        if (!open) {
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
        open = true;
        running = true;
    }

    /** Comes before the server stops accepting requests and waits for those that are still being served. */
    @Override
    public void stop(Runnable whenAnswered) {
        stop();
        Thread.ofVirtual().name("polls-end").start(() -> {
            awaitAnswers();
            whenAnswered.run();
        });
    }

    @Override
    public void stop() {
        running = false;
        dismissAll();
    }

    private void dismissAll() {
        open = false;
        polls.forEach(Poll::dismiss);
    }

    /** Nobody waits for it longer than the phase of a shutdown lasts. */
    private void awaitAnswers() {
        synchronized (polls) {
            try {
                while (!polls.isEmpty() && !open) {
                    polls.wait(1_000);
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Leaves the lanes while running requests are still awaited, so that other gateways take over at once. */
    @EventListener
    void onEnd(ContextClosedEvent end) {
        if (end.getApplicationContext().equals(context)) {
            dismissAll();
            Thread.ofVirtual().name("lanes-end").start(lanes::close);
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

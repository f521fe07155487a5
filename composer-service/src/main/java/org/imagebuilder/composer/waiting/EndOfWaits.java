package org.imagebuilder.composer.waiting;

import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Ends all waits before the server waits for the requests that it still serves. */
@Component
final class EndOfWaits {

    private final Expectations expectations;
    private final ApplicationContext context;

    EndOfWaits(Expectations expectations, ApplicationContext context) {
        this.expectations = expectations;
        this.context = context;
    }

    @EventListener
    void onEnd(ContextClosedEvent end) {
        if (end.getApplicationContext().equals(context)) {
            expectations.shutDown();
        }
    }
}

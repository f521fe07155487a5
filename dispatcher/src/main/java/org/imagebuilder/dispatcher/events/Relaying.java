package org.imagebuilder.dispatcher.events;

import java.time.Duration;
import org.imagebuilder.dispatcher.turns.Turn;
import org.imagebuilder.queue.outbox.OutboxRelay;
import org.imagebuilder.queue.outbox.OutboxRelay.Rest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

/** Publishes events, on one replica at a time. What happens between two looks goes to Kafka together. */
final class Relaying {

    private static final Logger LOG = LoggerFactory.getLogger(Relaying.class);

    /** Pause after Kafka or PostgreSQL has failed. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final OutboxRelay relay;
    private final Turn turn;
    private long pausedSince = System.nanoTime() - PAUSE.toNanos();
    private boolean unread;

    Relaying(OutboxRelay relay, Turn turn) {
        this.relay = relay;
        this.turn = turn;
    }

    @Scheduled(fixedDelayString = "${imagebuilder.dispatcher.relay-interval:50ms}")
    void relay() {
        if (System.nanoTime() - pausedSince < PAUSE.toNanos()) {
            return;
        }
        try {
            Rest rest = Rest.MORE;
            while (rest == Rest.MORE && turn.isMine()) {
                rest = relay.relay().rest();
            }
            if (rest == Rest.REFUSED) {
                pausedSince = System.nanoTime();
            }
            unread = false;
        } catch (DataAccessException | TransactionException e) {
            if (!unread) {
                LOG.warn("events stay in the outbox until it can be read: {}", e.getMessage());
            }
            unread = true;
            pausedSince = System.nanoTime();
        } catch (RuntimeException e) {
            LOG.error("events stay in the outbox for a moment", e);
            pausedSince = System.nanoTime();
        }
    }
}

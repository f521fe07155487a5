package org.imagebuilder.dispatcher.figures;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.SimpleLock;

/** Belongs to one replica at a time, for as long as it asks again before the term is over. */
final class Turn implements AutoCloseable {

    private final LockProvider locks;
    private final Clock clock;
    private final Duration term;
    private Optional<SimpleLock> held = Optional.empty();

    Turn(LockProvider locks, Clock clock, Duration term) {
        this.locks = locks;
        this.clock = clock;
        this.term = term;
    }

    /** Takes or keeps the turn; until when it lasts, or empty if another replica has it. */
    synchronized Optional<Instant> take() {
        // before the lock's own time starts, so that it is over no later than that
        Instant until = clock.instant().plus(term);
        held = held.flatMap(lock -> lock.extend(term, Duration.ZERO))
                .or(() -> locks.lock(new LockConfiguration(clock.instant(), "figures", term, Duration.ZERO)));
        return held.map(_ -> until);
    }

    /** Lets another replica have it at once. */
    @Override
    public synchronized void close() {
        held.ifPresent(SimpleLock::unlock);
        held = Optional.empty();
    }
}

package org.imagebuilder.dispatcher.turns;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.SimpleLock;

/** Belongs to one replica at a time, for as long as it asks again before the term is over. */
public final class Turn implements AutoCloseable {

    /** A replica that has it asks again so many times in a term. */
    private static final int RENEWALS = 3;

    /** A replica that does not have it asks so many times in a term. */
    private static final int ATTEMPTS = 10;

    private final LockProvider locks;
    private final String name;
    private final Clock clock;
    private final Duration term;
    private Optional<SimpleLock> held = Optional.empty();
    private Instant askAgain = Instant.MIN;
    private boolean closed;

    Turn(LockProvider locks, String name, Clock clock, Duration term) {
        this.locks = locks;
        this.name = name;
        this.clock = clock;
        this.term = term;
    }

    /** Takes or keeps the turn; until when it lasts, or empty if another replica has it. */
    public synchronized Optional<Instant> take() {
        if (closed) {
            return Optional.empty();
        }
        // before the lock's own time starts, so that it is over no later than that
        Instant until = clock.instant().plus(term);
        held = held.flatMap(lock -> lock.extend(term, Duration.ZERO))
                .or(() -> locks.lock(new LockConfiguration(clock.instant(), name, term, Duration.ZERO)));
        return held.map(_ -> until);
    }

    /** Whether it is this replica's; for who wants to know all the time, since most of the time it is known. */
    public synchronized boolean isMine() {
        Instant now = clock.instant();
        if (!now.isBefore(askAgain)) {
            // whatever comes of it, and even if nothing does
            askAgain = now.plus(term.dividedBy(ATTEMPTS));
            if (take().isPresent()) {
                askAgain = now.plus(term.dividedBy(RENEWALS));
            }
        }
        return !closed && held.isPresent();
    }

    /** Lets another replica have it at once, and takes it no more. */
    @Override
    public synchronized void close() {
        closed = true;
        Optional<SimpleLock> last = held;
        held = Optional.empty();
        last.ifPresent(SimpleLock::unlock);
    }
}

package org.imagebuilder.http.room;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.imagebuilder.http.errors.Fault;
import org.imagebuilder.http.errors.FaultException;
import org.springframework.util.unit.DataSize;

/** Memory for large documents. Who needs some waits until others are done with theirs, but only for so long. */
public final class Room {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Semaphore kilobytes;
    private final int all;
    private final Duration patience;
    private final Runnable refused;

    private Room(DataSize size, boolean inOrder, Duration patience, Runnable refused) {
        this.all = kilobytes(size.toBytes());
        this.kilobytes = new Semaphore(all, inOrder);
        this.patience = patience;
        this.refused = refused;
    }

    /**
     * Lets nobody past who came later: the largest gets its turn, and what is small waits for it.
     *
     * @param refused is run for each that waited in vain
     */
    public static Room inOrder(DataSize size, Runnable refused) {
        return new Room(size, true, PATIENCE, refused);
    }

    /** Lets in whatever fits, so that what is small seldom waits for what is large. */
    public static Room asItFits(DataSize size, Runnable refused) {
        return asItFits(size, PATIENCE, refused);
    }

    static Room asItFits(DataSize size, Duration patience, Runnable refused) {
        return new Room(size, false, patience, refused);
    }

    /**
     * Waits for a place of this size; for all of the room if it is smaller than that.
     *
     * @throws FaultException if there was none for half a minute
     */
    public Place take(long bytes) {
        int needed = Math.min(kilobytes(bytes), all);
        try {
            if (!kilobytes.tryAcquire(needed, patience.toNanos(), TimeUnit.NANOSECONDS)) {
                refused.run();
                throw new FaultException(Fault.BUSY, "too many large documents at once", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FaultException(Fault.UNAVAILABLE, "the service shuts down", e);
        }
        return new Place(needed);
    }

    /** Rounded down, so that a limit in bytes and a document of just that size agree. */
    private static int kilobytes(long bytes) {
        return (int) Math.min(Integer.MAX_VALUE, bytes / 1024);
    }

    /** A part of the room, until it is closed. */
    public final class Place implements AutoCloseable {

        private final AtomicInteger taken;

        private Place(int taken) {
            this.taken = new AtomicInteger(taken);
        }

        /** Gives it back, once. */
        @Override
        public void close() {
            kilobytes.release(taken.getAndSet(0));
        }
    }
}

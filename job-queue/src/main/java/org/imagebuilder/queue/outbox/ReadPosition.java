package org.imagebuilder.queue.outbox;

/**
 * From where to read the outbox. What is published is deleted, but its dead rows stay for a while, and to read past all of
 * them again each time would cost more than what is alive.
 *
 * <p>Ids are drawn in another order than transactions are committed in, so a row may appear before one that was read
 * already. It does so no later than the transactions end that were under way then. Each of them had the number of its
 * transaction before it drew an id, so its number is lower than one that is assigned after the read; and of what is lower
 * than the oldest one in PostgreSQL's snapshot, all have ended.
 */
final class ReadPosition {

    private long after;
    private long read;
    private long next;

    /** Rows up to this id are handled, and no more will appear. */
    long after() {
        return after;
    }

    /**
     * Everything that a read has brought is handled.
     *
     * @param oldest of the read's snapshot: the first transaction that had not ended
     * @param next a transaction that began after the read, or 0 if none is known
     * @param last id of the last row that was read, or 0
     * @param more whether there may have been more rows
     */
    void handled(long oldest, long next, long last, boolean more) {
        if (oldest < this.next) {
            return;
        }
        after = more ? Math.min(read, last) : read;
        if (next > 0) {
            read = Math.max(read, last);
            this.next = next;
        }
    }

    /** Everything is read anew. */
    void reset() {
        after = 0;
        read = 0;
        next = 0;
    }
}

package org.imagebuilder.gateway.parking;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.Lock;
import java.util.function.BiPredicate;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request that waits for its answer, and whose client may go away meanwhile. */
public final class ParkedRequest {

    private static final Logger log = LoggerFactory.getLogger(ParkedRequest.class);

    /** Writes a JSON body. */
    @FunctionalInterface
    public interface Body {

        Body NONE = _ -> {};

        void writeTo(OutputStream out) throws IOException;
    }

    private final SocketWrapperBase<?> connection;
    private final boolean old;
    private final BiPredicate<SocketWrapperBase<?>, ParkedRequest> parked;
    private final Runnable whenGone;
    private volatile boolean last;

    /**
     * @param old whether the client speaks HTTP/1.0
     * @param parked takes it out of those that are parked; false if it is not there any more
     */
    ParkedRequest(
            SocketWrapperBase<?> connection,
            boolean old,
            BiPredicate<SocketWrapperBase<?>, ParkedRequest> parked,
            Runnable whenGone) {
        this.connection = connection;
        this.old = old;
        this.parked = parked;
        this.whenGone = whenGone;
        this.last = old;
    }

    /** The connection shall not be used again after the answer. */
    public void closeWhenAnswered() {
        last = true;
    }

    void abandon() {
        if (parked.test(connection, this)) {
            whenGone.run();
        }
    }

    /**
     * Answers, and blocks until the client or the network has taken it over.
     *
     * @return false if the client was gone before all of it was on its way
     */
    public boolean answer(int status, Body body) {
        // held by whoever reads from the connection: waits until the request has really been left
        Lock lock = connection.getLock();
        lock.lock();
        try {
            if (!parked.test(connection, this)) {
                return false;
            }
            if (connection.isClosed() || hasInput()) {
                connection.close();
                return false;
            }
            LateAnswer answer = new LateAnswer(connection, status, old, last);
            body.writeTo(answer);
            answer.end();
            if (last) {
                connection.close();
            }
            return true;
        } catch (IOException | RuntimeException e) {
            log.debug("a late answer did not reach its client", e);
            connection.close();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Whatever arrives now: it is the end of the connection that has not been noticed yet, or not to be trusted. */
    private boolean hasInput() throws IOException {
        return connection.read(false, new byte[1], 0, 1) != 0;
    }
}

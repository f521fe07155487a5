package org.imagebuilder.http.authentication;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The keys that tokens are signed with. A thread of its own fetches them, so that no request ever does: regularly, and
 * at once if a token names an unknown key, but not more often than after a pause. A server that does not answer leaves
 * its keys as they are.
 */
final class SigningKeys implements JWKSource<SecurityContext>, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);
    private static final Duration RETRY = Duration.ofSeconds(5);

    /** Requests with unknown keys that wait for a fetch at the same time; more are refused without. */
    private static final int MOST_WAITING = 64;

    /** Hears how a fetch ended. */
    interface FetchListener {
        void fetched(boolean complete);
    }

    private final Map<String, KeyServer> servers;
    private final KeySettings settings;
    private final FetchListener listener;
    private final Map<String, JWKSet> fetched = new HashMap<>();
    private final Semaphore waiting = new Semaphore(MOST_WAITING);
    private volatile @Nullable JWKSet known;

    private boolean fetching = true;
    private boolean complete = true;
    private boolean wanted;
    private boolean closed;
    private long fetches;
    private long begun = System.nanoTime();

    private SigningKeys(Map<String, KeyServer> servers, KeySettings settings, FetchListener listener) {
        this.servers = servers;
        this.settings = settings;
        this.listener = listener;
    }

    /** Begins to fetch keys. */
    static SigningKeys from(Map<String, KeyServer> servers, KeySettings settings, FetchListener listener) {
        var keys = new SigningKeys(servers, settings, listener);
        Thread.ofVirtual().name("signing-keys").start(keys::follow);
        return keys;
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeysUnavailableException {
        List<JWK> found = select(selector);
        if (found.isEmpty() && waiting.tryAcquire()) {
            try {
                awaitFetch();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } finally {
                waiting.release();
            }
            found = select(selector);
        }
        if (known == null) {
            throw new KeysUnavailableException();
        }
        return found;
    }

    private List<JWK> select(JWKSelector selector) {
        JWKSet keys = known;
        return keys == null ? List.of() : selector.select(keys);
    }

    private synchronized void awaitFetch() throws InterruptedException {
        if (!fetching && untilAfter(pause()) > 0) {
            return;
        }
        wanted = true;
        notifyAll();
        long before = fetches;
        long end = System.nanoTime() + settings.timeout().toNanos();
        for (long left = end - System.nanoTime(); fetches == before && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private void follow() {
        try {
            do {
                fetchAll();
            } while (awaitTurn());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void fetchAll() {
        boolean all = true;
        for (Map.Entry<String, KeyServer> server : servers.entrySet()) {
            all &= fetch(server.getKey(), server.getValue());
        }
        if (!fetched.isEmpty()) {
            known = new JWKSet(fetched.values().stream()
                    .flatMap(keys -> keys.getKeys().stream())
                    .toList());
        }
        listener.fetched(all);
        ended(all);
    }

    private boolean fetch(String name, KeyServer server) {
        try {
            fetched.put(name, server.keys());
            return true;
        } catch (IOException | ParseException | RuntimeException e) {
            // once for each outage, and not for each attempt
            log.atLevel(wasComplete() ? Level.WARN : Level.DEBUG)
                    .log("keys of {} cannot be fetched, those known stay in use: {}", name, e.toString());
            return false;
        }
    }

    private synchronized boolean wasComplete() {
        return complete;
    }

    private synchronized void ended(boolean all) {
        if (all && !complete) {
            log.info("keys can be fetched again");
        }
        complete = all;
        fetching = false;
        wanted = false;
        fetches++;
        notifyAll();
    }

    private synchronized boolean awaitTurn() throws InterruptedException {
        while (!closed) {
            long left = untilAfter(wanted || !complete ? pause() : settings.cacheTime());
            if (left <= 0) {
                begun = System.nanoTime();
                fetching = true;
                return true;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return false;
    }

    private Duration pause() {
        return known == null && RETRY.compareTo(settings.fetchPause()) < 0 ? RETRY : settings.fetchPause();
    }

    private long untilAfter(Duration sinceBegun) {
        return begun + sinceBegun.toNanos() - System.nanoTime();
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}

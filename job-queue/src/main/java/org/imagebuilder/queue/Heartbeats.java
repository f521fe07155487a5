package org.imagebuilder.queue;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Signs of life of running jobs; {@link Losses} is what happens without them. */
public final class Heartbeats {

    private static final String BEAT = """
            UPDATE job SET heartbeat_at = greatest(:now, heartbeat_at)
            WHERE token = ANY (:tokens::uuid[]) AND state = 'RUNNING'
            """;

    private final Statements statements;
    private final Set<UUID> noted = ConcurrentHashMap.newKeySet();

    public Heartbeats(Statements statements) {
        this.statements = statements;
    }

    /** Notes one; it reaches the database with the next {@link #flush()}. */
    public void beat(UUID token) {
        noted.add(token);
    }

    /** Writes what was noted since the last time, in one statement; none if there was nothing. */
    public void flush() {
        List<UUID> tokens = List.copyOf(noted);
        if (tokens.isEmpty()) {
            return;
        }
        statements
                .sql(BEAT)
                .param("now", statements.now())
                .param("tokens", Statements.texts(tokens))
                .update();
        // only after they are stored: a failed flush is repeated by the next
        tokens.forEach(noted::remove);
    }
}

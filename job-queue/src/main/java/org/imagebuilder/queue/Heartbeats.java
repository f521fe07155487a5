package org.imagebuilder.queue;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Signs of life of running jobs; {@link Losses} is what happens without them. */
public final class Heartbeats {

    /** Locked in the order of their ids, as others do that change several jobs: in that of the tokens, two could block. */
    private static final String BEAT = """
            WITH held AS (
                SELECT id FROM job WHERE token = ANY (:tokens::uuid[]) AND (state || '') = 'RUNNING'
                ORDER BY id FOR NO KEY UPDATE
            )
            UPDATE job j SET heartbeat_at = greatest(:now, j.heartbeat_at) FROM held h WHERE j.id = h.id
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

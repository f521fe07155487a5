package org.imagebuilder.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.imagebuilder.queue.secrets.Column;
import org.imagebuilder.queue.secrets.UnreadablePayloadException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Data keys of a batch of rows, those of them that are not under the active key. */
final class DataKeys {

    private static final Logger LOG = LoggerFactory.getLogger(DataKeys.class);

    /** Whoever has changed a row meanwhile has put another data key there, under a key of their own. */
    private static final String REPLACE = """
            UPDATE $TABLE p SET $KEY = n.next
            FROM unnest(:ids::uuid[], :before::bytea[], :next::bytea[]) n (id, before, next)
            WHERE p.$ID = n.id AND p.$KEY = n.before
            """;

    private final Statements statements;
    private final Column column;
    private final String replace;
    private final List<UUID> ids = new ArrayList<>();
    private final List<byte[]> before = new ArrayList<>();
    private final List<byte[]> next = new ArrayList<>();
    private int left;

    DataKeys(Statements statements, Column column, String table, String id, String key) {
        this.statements = statements;
        this.column = column;
        replace = REPLACE.replace("$TABLE", table).replace("$ID", id).replace("$KEY", key);
    }

    void look(UUID row, byte @Nullable [] key) {
        try {
            statements.vault().underActive(column, row, key).ifPresent(active -> {
                ids.add(row);
                before.add(key);
                next.add(active);
            });
        } catch (UnreadablePayloadException e) {
            left++;
            LOG.warn("stays under its key: {}", e.getMessage());
        }
    }

    /** How many rows have got another data key. */
    int replace() {
        if (ids.isEmpty()) {
            return 0;
        }
        int replaced = statements
                .sql(replace)
                .param("ids", Statements.texts(ids))
                .param("before", before.toArray(byte[][]::new))
                .param("next", next.toArray(byte[][]::new))
                .update();
        left += ids.size() - replaced;
        return replaced;
    }

    int left() {
        return left;
    }
}

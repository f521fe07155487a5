package org.imagebuilder.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.imagebuilder.queue.Composes.Page;
import org.imagebuilder.queue.secrets.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;

/** What a page of composes brings: a row for each job, and in each of them how many composes were found. */
final class PageRows implements RowCallbackHandler {

    private final LinkedHashMap<UUID, List<JobSnapshot>> composes = new LinkedHashMap<>();
    private final Vault vault;
    private long found;

    PageRows(Vault vault) {
        this.vault = vault;
    }

    @Override
    public void processRow(ResultSet row) throws SQLException {
        found = row.getLong("found");
        List<JobSnapshot> jobs = composes.computeIfAbsent(row.getObject("compose", UUID.class), _ -> new ArrayList<>());
        if (row.getObject("id") != null) {
            jobs.add(JobRow.read(row, vault));
        }
    }

    Page page(int limit) {
        if (composes.size() > limit) {
            composes.pollLastEntry();
        }
        @Nullable UUID next = found > composes.size() ? composes.lastEntry().getKey() : null;
        return new Page(composes, next);
    }
}

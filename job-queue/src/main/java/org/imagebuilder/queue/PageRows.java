package org.imagebuilder.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.imagebuilder.queue.Composes.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.RowMapper;

/** What a page of composes brings: a row for each job, and in each of them how many composes were found. */
final class PageRows implements RowCallbackHandler {

    private final LinkedHashMap<UUID, List<JobSnapshot>> composes = new LinkedHashMap<>();
    private final RowMapper<JobSnapshot> rows;
    private long found;

    PageRows(RowMapper<JobSnapshot> rows) {
        this.rows = rows;
    }

    @Override
    public void processRow(ResultSet row) throws SQLException {
        found = row.getLong("found");
        List<JobSnapshot> jobs = composes.computeIfAbsent(row.getObject("compose", UUID.class), _ -> new ArrayList<>());
        if (row.getObject("id") != null) {
            jobs.add(Objects.requireNonNull(rows.mapRow(row, 0)));
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

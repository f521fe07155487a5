package org.imagebuilder.queue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** Reads composes, each as what was asked for and the jobs that it became. */
public final class Composes {

    /** Digests of results in one page: most have some hundred bytes, but nothing keeps them from having more. */
    private static final DataSize DIGESTS = DataSize.ofMegabytes(8);

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    /**
     * One compose more than asked for tells whether more follow. Composes whose digests do not fit beside those of the
     * composes before them are left to the next page.
     */
    private static final String PAGE = """
            WITH RECURSIVE page AS MATERIALIZED (
                SELECT id FROM compose WHERE channel = :channel AND id > :after::uuid ORDER BY id LIMIT :limit
            ),
            tree (compose, id, depth) AS (
                SELECT id, id, 0 FROM page
                UNION
                SELECT t.compose, d.dependency_id, t.depth + 1 FROM tree t JOIN job_dependency d ON d.job_id = t.id
            ),
            node AS (SELECT compose, id, min(depth) AS depth FROM tree GROUP BY compose, id),
            sized AS (
                SELECT n.compose, n.depth, j.*, p.digest, p.digest_sealed, p.result_key, $DEPENDENCIES,
                       coalesce(sum(p.size) OVER (
                           ORDER BY n.compose RANGE UNBOUNDED PRECEDING EXCLUDE GROUP), 0) AS before
                FROM node n
                LEFT JOIN LATERAL (SELECT * FROM job WHERE id = n.id OFFSET 0) j ON true
                LEFT JOIN LATERAL (
                    SELECT digest, digest_sealed, result_key,
                           coalesce(octet_length(digest_sealed), octet_length(json_send(digest))) AS size
                    FROM job_payload WHERE job_id = n.id OFFSET 0) p ON true
            )
            SELECT *, (SELECT count(*) FROM page) AS found FROM sized WHERE before <= :digests
            ORDER BY compose, depth, id
            """.replace("$DEPENDENCIES", Jobs.DEPENDENCIES);

    private final Statements statements;

    public Composes(Statements statements) {
        this.statements = statements;
    }

    /**
     * Some composes of a channel, in the order of their ids.
     *
     * @param composes by id, each with its root job first and then those that it depends on, directly or not
     * @param next where to go on; null if nothing follows
     */
    public record Page(
            Map<UUID, List<JobSnapshot>> composes, @Nullable UUID next) {}

    /**
     * A page of a channel's composes, in one statement whose cost is that of the page, wherever it is.
     *
     * @param after the last compose that is known already; null to begin with
     * @param limit so many composes at most; fewer if their results are uncommonly large
     */
    public Page page(String channel, @Nullable UUID after, int limit) {
        PageRows rows = new PageRows(statements.vault());
        statements
                .sql(PAGE)
                .param("channel", channel)
                .param("after", (after == null ? BEFORE_ALL : after).toString())
                .param("limit", limit + 1)
                .param("digests", DIGESTS.toBytes())
                .query(rows);
        return rows.page(limit);
    }

    /** What the client asked for, as JSON; empty if there is no such compose. */
    public Optional<RawJson> request(UUID compose) {
        return statements
                .sql("SELECT request, request_sealed, request_key FROM compose WHERE id = :id::uuid")
                .param("id", compose.toString())
                .query((row, _) -> StoredJson.request(row, compose).open(statements.vault()))
                .optional();
    }
}

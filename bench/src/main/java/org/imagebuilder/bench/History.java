package org.imagebuilder.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** Fills a database with composes of the past: two jobs each, finished yesterday. */
final class History {

    private static final int BATCH = 50_000;

    /** The ids count up and lie before those of now. */
    private static final String FILL = """
            WITH made AS MATERIALIZED (
                SELECT ('01900000-0000-7000-8000-' || lpad(to_hex(2 * n), 12, '0'))::uuid AS root,
                       ('01900000-0000-7000-8000-' || lpad(to_hex(2 * n + 1), 12, '0'))::uuid AS manifest,
                       now() - interval '1 day' AS at
                FROM generate_series(?, ?) n
            ),
            composes AS (
                INSERT INTO compose (id, channel, created_at, expires_at, distribution, architecture, image_type, request)
                SELECT root, '', at, at + interval '14 days', 'rhel-9.6', 'x86_64', 'guest-image', '{"distribution":"rhel-9.6"}'
                FROM made
            ),
            jobs AS (
                INSERT INTO job (id, compose_id, type, channel, state, attempt, queued_at, ready_at, started_at,
                                 finished_at, expires_at)
                SELECT root, root, 'osbuild:x86_64', '', 'FINISHED', 1, at, at, at, at, at + interval '14 days' FROM made
                UNION ALL
                SELECT manifest, root, 'image-builder-manifest', '', 'FINISHED', 1, at, at, at, at,
                       at + interval '14 days' FROM made
            ),
            payloads AS (
                INSERT INTO job_payload (job_id, arguments, result, digest)
                SELECT root, '{"targets":[]}'::json, '{"success":true}'::json, '{"success":true}'::json FROM made
                UNION ALL
                SELECT manifest, '{"packages":[]}'::json, '{"data":{},"error":""}'::json, '{}'::json FROM made
            )
            INSERT INTO job_dependency (job_id, ordinal, dependency_id) SELECT root, 0, manifest FROM made
            """;

    private History() {}

    /** @param jobs finished ones, two for each compose */
    static void fill(String database, int jobs) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                PreparedStatement fill = connection.prepareStatement(FILL);
                Statement vacuum = connection.createStatement()) {
            int composes = jobs / 2;
            for (int from = 0; from < composes; from += BATCH) {
                fill.setInt(1, from);
                fill.setInt(2, Math.min(composes, from + BATCH) - 1);
                fill.execute();
            }
            vacuum.execute("VACUUM ANALYZE");
        }
    }
}

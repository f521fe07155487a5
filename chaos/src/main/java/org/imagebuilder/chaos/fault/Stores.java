package org.imagebuilder.chaos.fault;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.Uuid;
import org.imagebuilder.chaos.workload.EventLog;

/** Faults of what is stored. */
final class Stores {

    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofSeconds(8);
    private static final Duration MADE_AGAIN_WITHIN = Duration.ofMinutes(1);

    /** What PostgreSQL answers when it cannot make a file longer. */
    private static final String FULL_DISK = """
            CREATE OR REPLACE FUNCTION no_space() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION 'could not extend file "base/1/1": No space left on device' USING ERRCODE = 'disk_full';
            END $$;
            CREATE TRIGGER no_space BEFORE INSERT ON job EXECUTE FUNCTION no_space();
            CREATE TRIGGER no_space BEFORE INSERT ON outbox EXECUTE FUNCTION no_space();
            CREATE TRIGGER no_space BEFORE UPDATE ON job_payload EXECUTE FUNCTION no_space();
            """;

    private static final String SPACE_AGAIN = """
            DROP TRIGGER no_space ON job;
            DROP TRIGGER no_space ON outbox;
            DROP TRIGGER no_space ON job_payload;
            """;

    private Stores() {}

    static List<Fault> all() {
        return List.of(
                new Fault("no space left on PostgreSQL's disk", Stores::fillDisk),
                new Fault("all lanes deleted", Stores::deleteLanes),
                new Fault("topics of events deleted", Stores::deleteEvents));
    }

    private static void fillDisk(Scene scene) throws SQLException, InterruptedException {
        execute(scene, FULL_DISK);
        try {
            scene.pause(SHORT, LONG);
        } finally {
            execute(scene, SPACE_AGAIN);
        }
    }

    private static void execute(Scene scene, String sql) throws SQLException {
        try (Connection connection = scene.cluster().postgres().database().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void deleteLanes(Scene scene) throws ExecutionException, InterruptedException {
        try (Admin admin = admin(scene)) {
            Set<String> lanes = admin.listTopics().names().get().stream()
                    .filter(topic -> topic.startsWith("imagebuilder.ready."))
                    .collect(Collectors.toSet());
            admin.deleteTopics(lanes).all().get();
        }
    }

    private static void deleteEvents(Scene scene) throws ExecutionException, InterruptedException {
        try (Admin admin = admin(scene)) {
            Set<Uuid> before = ids(admin);
            admin.deleteTopics(EventLog.topics()).all().get();
            long deadline = System.nanoTime() + MADE_AGAIN_WITHIN.toNanos();
            while (!areNew(ids(admin), before)) {
                if (System.nanoTime() > deadline) {
                    scene.complaints().accept("nobody made the topics of events again");
                    return;
                }
                scene.pause(Duration.ofMillis(50), Duration.ofMillis(100));
            }
        }
        // what was on its way meanwhile may be gone with them
        scene.events().lost(Instant.now());
    }

    private static boolean areNew(Set<Uuid> now, Set<Uuid> before) {
        return now.size() == before.size() && Collections.disjoint(now, before);
    }

    /** Of those topics of events that there are. */
    private static Set<Uuid> ids(Admin admin) throws ExecutionException, InterruptedException {
        return admin.listTopics().listings().get().stream()
                .filter(topic -> EventLog.topics().contains(topic.name()))
                .map(TopicListing::topicId)
                .collect(Collectors.toSet());
    }

    private static Admin admin(Scene scene) {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, scene.cluster().bootstrapServers()));
    }
}

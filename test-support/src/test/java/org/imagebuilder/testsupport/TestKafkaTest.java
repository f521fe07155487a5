package org.imagebuilder.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class TestKafkaTest {

    @Test
    void a_broker_answers() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", TestKafka.bootstrapServers()))) {
            assertThat(admin.describeCluster().nodes().get()).hasSize(1);
        }
    }

    @Test
    void containers_get_the_settings_by_the_image_s_names() {
        assertThat(TestKafka.environmentName("group.share.heartbeat.interval.ms"))
                .isEqualTo("KAFKA_GROUP_SHARE_HEARTBEAT_INTERVAL_MS");
    }
}

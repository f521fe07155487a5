package org.imagebuilder.queue.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class QueuePropertiesTest {

    @Test
    void a_tenant_is_kept_for_two_weeks_unless_it_has_a_time_of_its_own() {
        QueueProperties properties = bind(Map.of(
                "imagebuilder.queue.retention-by-tenant[org-42]", "30d",
                "imagebuilder.queue.retention-by-tenant.org-43", "12h"));

        assertThat(properties.retentionOf("org-42")).isEqualTo(Duration.ofDays(30));
        assertThat(properties.retentionOf("org-43")).isEqualTo(Duration.ofHours(12));
        assertThat(properties.retentionOf("org-4")).isEqualTo(Duration.ofDays(14));
        assertThat(properties.retentionOf("")).isEqualTo(Duration.ofDays(14));
    }

    @Test
    void nothing_can_be_kept_for_no_time_at_all() {
        assertThatThrownBy(() -> bind(Map.of("imagebuilder.queue.retention-by-tenant[org-42]", "0s")))
                .hasRootCauseMessage("imagebuilder.queue.retention-by-tenant.org-42 must be a positive time, not PT0S");
        assertThatThrownBy(() -> bind(Map.of("imagebuilder.queue.retention", "-1d")))
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
    }

    private static QueueProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("imagebuilder.queue", QueueProperties.class);
    }
}

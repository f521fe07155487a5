package org.imagebuilder.dispatcher.figures;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.util.UUID;
import javax.sql.DataSource;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import org.imagebuilder.metrics.JobMetrics;
import org.imagebuilder.queue.Census;
import org.imagebuilder.queue.Statements;
import org.imagebuilder.queue.outbox.EventPublisher;
import org.imagebuilder.queue.outbox.OutboxRelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;

@Configuration(proxyBeanMethods = false)
class FiguresConfiguration {

    /** Only for changes: what the sweeper publishes was counted when it happened. */
    @Bean
    @Primary
    EventPublisher serverSideEnds(OutboxRelay relay, JobMetrics metrics) {
        return new ServerSideEnds(relay, metrics);
    }

    /** Named after itself and not after its machine, which may have several replicas. */
    @Bean(destroyMethod = "close")
    Turn turn(DataSource database, Clock clock, FiguresProperties properties) {
        var locks = new JdbcTemplateLockProvider(JdbcTemplateLockProvider.Configuration.builder()
                .withJdbcTemplate(new JdbcTemplate(database))
                .withLockedByValue(UUID.randomUUID().toString())
                .usingDbTime()
                .build());
        return new Turn(locks, clock, properties.term());
    }

    @Bean
    Reporting reporting(Turn turn, Statements statements, Clock clock, PrometheusRegistry registry) {
        var reporting = new Reporting(turn, new Census(statements), clock);
        registry.register(reporting);
        return reporting;
    }
}

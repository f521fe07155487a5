package org.imagebuilder.dispatcher.leftovers;

import java.time.Clock;
import javax.sql.DataSource;
import org.imagebuilder.queue.outbox.LanePublisher;
import org.imagebuilder.queue.outbox.OutboxSweeper;
import org.imagebuilder.queue.spring.QueueProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SweepingConfiguration {

    @Bean
    OutboxSweeper outboxSweeper(DataSource database, LanePublisher publisher, Clock clock, QueueProperties properties) {
        return new OutboxSweeper(database, publisher, clock, properties.outboxGrace());
    }
}

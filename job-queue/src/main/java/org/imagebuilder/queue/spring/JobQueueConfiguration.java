package org.imagebuilder.queue.spring;

import java.time.Clock;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.imagebuilder.queue.Jobs;
import org.imagebuilder.queue.SchemaVersion;
import org.imagebuilder.queue.Statements;
import org.imagebuilder.queue.outbox.EventPublisher;
import org.imagebuilder.queue.outbox.KafkaClients;
import org.imagebuilder.queue.outbox.OutboxDeletions;
import org.imagebuilder.queue.outbox.OutboxRelay;
import org.imagebuilder.queue.outbox.Topics;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What every service needs of the queue: the database with a schema that fits, and the way to Kafka. A service adds the
 * parts of the queue that it uses.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(QueueProperties.class)
public class JobQueueConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    KafkaClients kafkaClients(KafkaProperties properties) {
        return new KafkaClients(properties.buildAdminProperties());
    }

    @Bean(destroyMethod = "close")
    Admin kafkaAdminClient(KafkaClients clients) {
        return clients.admin();
    }

    @Bean
    Topics topics(Admin kafkaAdminClient, QueueProperties properties) {
        return new Topics(kafkaAdminClient, properties.topics().settings());
    }

    @Bean(destroyMethod = "close")
    OutboxRelay outboxRelay(
            KafkaClients clients,
            Topics topics,
            DataSource database,
            @Value("${spring.application.name}") String application) {
        // closes producer and deletions with itself
        return new OutboxRelay(
                clients.producer(), topics, new OutboxDeletions(database), "/imagebuilder/" + application);
    }

    @Bean
    Statements statements(DataSource database, Clock clock, QueueProperties properties, EventPublisher publisher) {
        SchemaVersion.requireCurrent(database);
        return new Statements(database, clock, properties.outboxGrace(), publisher);
    }

    @Bean
    Jobs jobs(Statements statements) {
        return new Jobs(statements);
    }
}

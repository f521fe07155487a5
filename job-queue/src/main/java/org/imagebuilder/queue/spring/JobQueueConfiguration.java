package org.imagebuilder.queue.spring;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.SslConfigs;
import org.imagebuilder.queue.DatabaseClock;
import org.imagebuilder.queue.Jobs;
import org.imagebuilder.queue.Results;
import org.imagebuilder.queue.SchemaVersion;
import org.imagebuilder.queue.Statements;
import org.imagebuilder.queue.Submissions;
import org.imagebuilder.queue.Workers;
import org.imagebuilder.queue.outbox.CommitListener;
import org.imagebuilder.queue.outbox.KafkaClients;
import org.imagebuilder.queue.outbox.LanePublisher;
import org.imagebuilder.queue.outbox.OutboxDeletions;
import org.imagebuilder.queue.outbox.Topics;
import org.imagebuilder.queue.secrets.KeyRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.kafka.autoconfigure.SslBundleSslEngineFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

/** The queue on a database with a schema that fits, and its way to Kafka. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({QueueProperties.class, SecretsProperties.class})
public class JobQueueConfiguration {

    /** After the look at the schema, which says best what is wrong with a database. */
    @Bean
    @DependsOn("keyRegistry")
    Clock clock(DataSource database) {
        return new DatabaseClock(database);
    }

    @Bean
    KafkaClients kafkaClients(KafkaProperties properties, ObjectProvider<SslBundles> bundles) {
        Map<String, Object> connection = new HashMap<>(properties.buildAdminProperties());
        String bundle = properties.getSsl().getBundle();
        if (bundle != null) {
            // as Spring Boot does for the clients that it makes itself
            connection.put(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, SslBundleSslEngineFactory.class);
            connection.put(SslBundle.class.getName(), bundles.getObject().getBundle(bundle));
        }
        return new KafkaClients(connection);
    }

    @Bean(destroyMethod = "")
    Admin kafkaAdminClient(KafkaClients clients) {
        return clients.admin();
    }

    /** By itself it would wait until the last question is given up, which a broker that is away can make long. */
    @Bean
    AutoCloseable endOfKafkaAdminClient(Admin kafkaAdminClient) {
        return () -> kafkaAdminClient.close(Duration.ofMillis(500));
    }

    @Bean
    Topics topics(Admin kafkaAdminClient, QueueProperties properties) {
        return new Topics(kafkaAdminClient, properties.topics().settings());
    }

    @Bean(destroyMethod = "close")
    LanePublisher lanePublisher(
            KafkaClients clients,
            Topics topics,
            DataSource database,
            @Value("${spring.application.name}") String application) {
        // closes producer and deletions with itself
        return new LanePublisher(
                clients.producer(), topics, new OutboxDeletions(database), "/imagebuilder/" + application);
    }

    /** No key gets at the database's contents unless it is the right one. */
    @Bean
    KeyRegistry keyRegistry(DataSource database, SecretsProperties secrets) {
        SchemaVersion.requireCurrent(database);
        KeyRegistry registry = new KeyRegistry(database, secrets.keyRing());
        registry.admit().ifPresent(problem -> {
            throw new CannotStartException("imagebuilder.secrets: " + problem);
        });
        return registry;
    }

    @Bean
    Statements statements(DataSource database, Clock clock, CommitListener listener, KeyRegistry registry) {
        return new Statements(database, clock, listener, registry.vault());
    }

    @Bean
    Submissions submissions(Statements statements, QueueProperties properties) {
        return new Submissions(statements, properties::retentionOf);
    }

    @Bean
    Jobs jobs(Statements statements) {
        return new Jobs(statements);
    }

    @Bean
    Results results(Statements statements) {
        return new Results(statements);
    }

    @Bean
    Workers workers(Statements statements) {
        return new Workers(statements);
    }
}

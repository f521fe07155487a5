package org.imagebuilder.composer.waiting;

import java.time.Duration;
import org.imagebuilder.queue.Jobs;
import org.imagebuilder.queue.outbox.KafkaClients;
import org.imagebuilder.queue.outbox.Topics;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WaitingConfiguration {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(3);

    @Bean(destroyMethod = "close")
    DatabaseLook databaseLook(Expectations expectations, Jobs jobs) {
        return new DatabaseLook(expectations, jobs, BETWEEN_LOOKS);
    }

    @Bean(destroyMethod = "close")
    JobEventFeed jobEventFeed(KafkaClients clients, Topics topics, Expectations expectations, DatabaseLook look) {
        return new JobEventFeed(clients::reader, topics, expectations, look);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> connectionValve() {
        return factory -> factory.addContextValves(new ConnectionValve());
    }
}

package org.imagebuilder.queue.spring;

import java.time.Duration;
import org.imagebuilder.queue.HandOuts;
import org.imagebuilder.queue.HeartbeatFlusher;
import org.imagebuilder.queue.Heartbeats;
import org.imagebuilder.queue.Statements;
import org.imagebuilder.queue.Workers;
import org.imagebuilder.queue.lanes.Lanes;
import org.imagebuilder.queue.outbox.KafkaClients;
import org.imagebuilder.queue.outbox.LanePublisher;
import org.imagebuilder.queue.outbox.Topics;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a service needs that hands out jobs. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LaneProperties.class)
public class LanesConfiguration {

    @Bean
    HandOuts handOuts(Statements statements) {
        return new HandOuts(statements);
    }

    @Bean(destroyMethod = "close")
    Lanes lanes(
            HandOuts handOuts,
            Workers workers,
            Topics topics,
            KafkaClients clients,
            LaneProperties properties,
            LanePublisher publisher) {
        // closes its producer with itself
        Lanes lanes =
                new Lanes(handOuts, workers, topics, clients::shareConsumer, clients.producer(), properties.settings());
        publisher.use(lanes);
        return lanes;
    }

    @Bean
    Heartbeats heartbeats(Statements statements) {
        return new Heartbeats(statements);
    }

    @Bean(destroyMethod = "close")
    HeartbeatFlusher heartbeatFlusher(Heartbeats heartbeats) {
        return new HeartbeatFlusher(heartbeats, Duration.ofSeconds(1));
    }
}

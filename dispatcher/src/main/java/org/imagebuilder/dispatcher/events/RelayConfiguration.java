package org.imagebuilder.dispatcher.events;

import java.time.Duration;
import javax.sql.DataSource;
import org.imagebuilder.dispatcher.turns.Turn;
import org.imagebuilder.dispatcher.turns.Turns;
import org.imagebuilder.queue.outbox.KafkaClients;
import org.imagebuilder.queue.outbox.OutboxRelay;
import org.imagebuilder.queue.outbox.Topics;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

@Configuration(proxyBeanMethods = false)
class RelayConfiguration {

    /** How long events wait after the replica that published them is gone. */
    private static final Duration TERM = Duration.ofSeconds(10);

    /** Ends before its turn does. */
    @Bean(destroyMethod = "close")
    @DependsOn("turnToRelay")
    OutboxRelay outboxRelay(
            DataSource database,
            KafkaClients clients,
            Topics topics,
            @Value("${spring.application.name}") String application) {
        return new OutboxRelay(database, clients::eventProducer, topics, "/imagebuilder/" + application);
    }

    @Bean(destroyMethod = "close")
    Turn turnToRelay(Turns turns) {
        return turns.of("relay", TERM);
    }

    @Bean
    Relaying relaying(OutboxRelay relay, @Qualifier("turnToRelay") Turn turn) {
        return new Relaying(relay, turn);
    }
}

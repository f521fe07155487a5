package org.imagebuilder.dispatcher.watch;

import org.imagebuilder.queue.Heartbeats;
import org.imagebuilder.queue.Statements;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WatchConfiguration {

    @Bean
    Heartbeats heartbeats(Statements statements) {
        return new Heartbeats(statements);
    }
}

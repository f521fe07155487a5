package org.imagebuilder.composer.cancellation;

import org.imagebuilder.queue.Cancellations;
import org.imagebuilder.queue.Statements;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CancellationConfiguration {

    @Bean
    Cancellations cancellations(Statements statements) {
        return new Cancellations(statements);
    }
}

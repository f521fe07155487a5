package org.imagebuilder.dispatcher.dependencies;

import org.imagebuilder.queue.Dependencies;
import org.imagebuilder.queue.Statements;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

@Configuration(proxyBeanMethods = false)
class DependenciesConfiguration {

    @Bean
    Dependencies dependencies(Statements statements) {
        return new Dependencies(statements, DependencyRules.all());
    }

    /** Whatever goes wrong here is the database's absence, so the same batch is tried until it is back. */
    @Bean
    CommonErrorHandler retryForEver() {
        ExponentialBackOff pauses = new ExponentialBackOff(200, 2);
        pauses.setMaxInterval(5_000);
        return new DefaultErrorHandler(pauses);
    }
}

package org.imagebuilder.dispatcher.retention;

import org.imagebuilder.queue.Retention;
import org.imagebuilder.queue.Statements;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RetentionConfiguration {

    @Bean
    Retention retention(Statements statements) {
        return new Retention(statements);
    }
}

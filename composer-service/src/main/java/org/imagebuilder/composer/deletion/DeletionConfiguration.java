package org.imagebuilder.composer.deletion;

import org.imagebuilder.queue.Deletions;
import org.imagebuilder.queue.Statements;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DeletionConfiguration {

    @Bean
    Deletions deletions(Statements statements) {
        return new Deletions(statements);
    }
}

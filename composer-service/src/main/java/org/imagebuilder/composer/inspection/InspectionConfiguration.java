package org.imagebuilder.composer.inspection;

import org.imagebuilder.queue.Composes;
import org.imagebuilder.queue.Payloads;
import org.imagebuilder.queue.Statements;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class InspectionConfiguration {

    @Bean
    Payloads payloads(Statements statements) {
        return new Payloads(statements);
    }

    @Bean
    Composes composes(Statements statements) {
        return new Composes(statements);
    }
}

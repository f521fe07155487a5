package org.imagebuilder.gateway.registration;

import org.imagebuilder.queue.Statements;
import org.imagebuilder.queue.WorkerRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RegistrationConfiguration {

    @Bean
    WorkerRegistry workerRegistry(Statements statements) {
        return new WorkerRegistry(statements);
    }
}

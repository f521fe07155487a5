package org.imagebuilder.composer.cloning;

import org.imagebuilder.queue.FinishedJobs;
import org.imagebuilder.queue.Statements;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CloningConfiguration {

    @Bean
    FinishedJobs finishedJobs(Statements statements) {
        return new FinishedJobs(statements);
    }
}

package org.imagebuilder.dispatcher.reencryption;

import org.imagebuilder.queue.Reencryption;
import org.imagebuilder.queue.Statements;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReencryptionConfiguration {

    @Bean
    Reencryption reencryption(Statements statements) {
        return new Reencryption(statements);
    }
}

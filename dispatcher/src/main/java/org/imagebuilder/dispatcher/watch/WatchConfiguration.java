package org.imagebuilder.dispatcher.watch;

import org.imagebuilder.dispatcher.DispatcherProperties;
import org.imagebuilder.jobtypes.JobError;
import org.imagebuilder.jobtypes.JobErrorId;
import org.imagebuilder.queue.Cancellations;
import org.imagebuilder.queue.Failure;
import org.imagebuilder.queue.LossRule;
import org.imagebuilder.queue.Losses;
import org.imagebuilder.queue.Statements;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WatchConfiguration {

    @Bean
    Losses losses(Statements statements, DispatcherProperties properties) {
        JobError error = JobError.of(
                JobErrorId.MISSING_HEARTBEAT,
                "The workers that had this job stopped answering more than %d times"
                        .formatted(properties.jobRetries()));
        Failure failure = new Failure(error.id(), error.reason());
        return new Losses(statements, new LossRule(properties.jobRetries(), failure, error.toResult()));
    }

    @Bean
    Cancellations cancellations(Statements statements) {
        return new Cancellations(statements);
    }
}

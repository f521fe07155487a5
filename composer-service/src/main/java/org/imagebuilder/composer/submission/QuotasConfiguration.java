package org.imagebuilder.composer.submission;

import org.imagebuilder.queue.LimitedSubmissions;
import org.imagebuilder.queue.Statements;
import org.imagebuilder.queue.Submissions;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Quotas.class)
class QuotasConfiguration {

    @Bean
    LimitedSubmissions limitedSubmissions(
            Submissions submissions, Statements statements, PlatformTransactionManager transactions, Quotas quotas) {
        return new LimitedSubmissions(submissions, statements, new TransactionTemplate(transactions), quotas::of);
    }
}

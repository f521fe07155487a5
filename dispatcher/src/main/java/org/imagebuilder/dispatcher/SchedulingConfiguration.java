package org.imagebuilder.dispatcher;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.sql.DataSource;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import net.javacrumbs.shedlock.spring.annotation.EnableSchedulerLock;
import net.javacrumbs.shedlock.support.KeepAliveLockProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * What only one replica may do at a time. A lock is kept alive while its holder works, and free again soon after the
 * holder died.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableSchedulerLock(defaultLockAtMostFor = "PT30S")
class SchedulingConfiguration {

    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService lockKeeper() {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("lock-keeper").daemon().factory());
    }

    @Bean
    LockProvider lockProvider(DataSource database, ScheduledExecutorService lockKeeper) {
        JdbcTemplateLockProvider locks = new JdbcTemplateLockProvider(JdbcTemplateLockProvider.Configuration.builder()
                .withJdbcTemplate(new JdbcTemplate(database))
                .usingDbTime()
                .build());
        return new KeepAliveLockProvider(locks, lockKeeper);
    }
}

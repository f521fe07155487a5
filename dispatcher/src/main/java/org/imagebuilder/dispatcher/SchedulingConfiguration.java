package org.imagebuilder.dispatcher;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import javax.sql.DataSource;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import net.javacrumbs.shedlock.spring.annotation.EnableSchedulerLock;
import net.javacrumbs.shedlock.support.KeepAliveLockProvider;
import org.springframework.beans.factory.annotation.Qualifier;
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

    /** No default candidate: else it would run all that is scheduled too, and keep no lock alive meanwhile. */
    @Bean(destroyMethod = "shutdownNow", defaultCandidate = false)
    ScheduledExecutorService lockKeeper() {
        // what is still scheduled when the service stops need not be kept alive
        return new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("lock-keeper").daemon().factory(), new ThreadPoolExecutor.DiscardPolicy());
    }

    @Bean
    LockProvider lockProvider(DataSource database, @Qualifier("lockKeeper") ScheduledExecutorService lockKeeper) {
        JdbcTemplateLockProvider locks = new JdbcTemplateLockProvider(JdbcTemplateLockProvider.Configuration.builder()
                .withJdbcTemplate(new JdbcTemplate(database))
                .usingDbTime()
                .build());
        return new KeepAliveLockProvider(locks, lockKeeper);
    }
}

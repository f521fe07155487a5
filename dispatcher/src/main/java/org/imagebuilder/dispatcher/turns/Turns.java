package org.imagebuilder.dispatcher.turns;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Gives this replica its turns. */
@Component
public final class Turns {

    private final LockProvider locks;
    private final Clock clock;

    /** Named after itself and not after its machine, which may have several replicas. */
    Turns(DataSource database, Clock clock) {
        this.locks = new JdbcTemplateLockProvider(JdbcTemplateLockProvider.Configuration.builder()
                .withJdbcTemplate(new JdbcTemplate(database))
                .withLockedByValue(UUID.randomUUID().toString())
                .usingDbTime()
                .build());
        this.clock = clock;
    }

    /**
     * A turn that is nobody's yet.
     *
     * @param name of the lock
     * @param term how long it stays with a replica that is gone
     */
    public Turn of(String name, Duration term) {
        return new Turn(locks, name, clock, term);
    }
}

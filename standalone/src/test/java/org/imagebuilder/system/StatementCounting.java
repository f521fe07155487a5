package org.imagebuilder.system;

import java.util.Objects;
import javax.sql.DataSource;
import org.imagebuilder.testsupport.StatementCounter;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Puts a counter around a service's data source. */
final class StatementCounting implements BeanPostProcessor {

    private @Nullable StatementCounter counter;

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof DataSource source) {
            counter = StatementCounter.around(source);
            return counter.dataSource();
        }
        return bean;
    }

    StatementCounter counter() {
        return Objects.requireNonNull(counter, "the service has no data source");
    }
}

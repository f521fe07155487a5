package org.imagebuilder.standalone.stack;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.imagebuilder.metrics.JobMetrics;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;

/** One set of metrics for all services of the process, since it has one page to show them on. */
record SharedMetrics(PrometheusRegistry registry, PrometheusMeterRegistry meters, JobMetrics jobs) {

    static SharedMetrics of(ApplicationContext service) {
        return new SharedMetrics(
                service.getBean(PrometheusRegistry.class),
                service.getBean(PrometheusMeterRegistry.class),
                service.getBean(JobMetrics.class));
    }

    /** Takes the place of the service's own. */
    SpringApplicationBuilder in(SpringApplicationBuilder service) {
        return service.initializers(context -> {
            context.getBeanFactory().registerSingleton("sharedRegistry", registry);
            context.getBeanFactory().registerSingleton("sharedMeters", meters);
            context.getBeanFactory().registerSingleton("sharedJobMetrics", jobs);
        });
    }
}

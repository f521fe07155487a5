package org.imagebuilder.metrics;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The metrics of jobs, and the endpoint {@code exposition} that prints all of a service's metrics. */
@Configuration(proxyBeanMethods = false)
public class MetricsConfiguration {

    /** Services that share a process share a registry too, which takes each name once. */
    @Bean
    @ConditionalOnMissingBean
    JobMetrics jobMetrics(PrometheusRegistry registry) {
        return new JobMetrics(registry);
    }

    @Bean
    ExpositionEndpoint expositionEndpoint(PrometheusRegistry registry) {
        return new ExpositionEndpoint(registry);
    }
}

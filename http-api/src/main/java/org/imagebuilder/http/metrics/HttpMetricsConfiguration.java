package org.imagebuilder.http.metrics;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import org.imagebuilder.http.errors.ErrorDialect;
import org.imagebuilder.http.requests.Tenants;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Measures requests. Needs a {@link Subsystem} bean and a registry. */
@Configuration(proxyBeanMethods = false)
public class HttpMetricsConfiguration {

    @Bean
    HttpMetrics httpMetrics(Subsystem subsystem, PrometheusRegistry registry) {
        return new HttpMetrics(subsystem, registry);
    }

    @Bean
    FilterRegistrationBean<MeasuringFilter> measuringFilter(
            List<ServedRequestListener> listeners, ErrorDialect dialect) {
        var registration = new FilterRegistrationBean<>(
                new MeasuringFilter(List.copyOf(listeners), new Route(dialect.basePath() + "/*")));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 5);
        return registration;
    }

    @Bean
    WebMvcConfigurer tenantNotes(Tenants tenants) {
        var note = new TenantNote(tenants);
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry interceptors) {
                interceptors.addInterceptor(note).order(Ordered.HIGHEST_PRECEDENCE);
            }
        };
    }
}

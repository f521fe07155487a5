package org.imagebuilder.gateway;

import org.imagebuilder.http.bodies.BodyLimit;
import org.imagebuilder.http.metrics.Subsystem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.HandlerTypePredicate;
import org.springframework.web.servlet.config.annotation.PathMatchConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts every operation below the base path, and names the API's metrics. */
@Configuration(proxyBeanMethods = false)
class GatewayConfiguration {

    @Bean
    BodyLimit bodyLimit(GatewaySettings settings) {
        return new BodyLimit(settings.maxBodySize());
    }

    @Bean
    Subsystem subsystem() {
        return new Subsystem("worker");
    }

    @Bean
    WebMvcConfigurer basePath(GatewaySettings settings) {
        return new WebMvcConfigurer() {
            @Override
            public void configurePathMatch(PathMatchConfigurer paths) {
                paths.addPathPrefix(
                        settings.basePath(), HandlerTypePredicate.forBasePackageClass(WorkerGatewayApplication.class));
            }
        };
    }
}

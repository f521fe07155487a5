package org.imagebuilder.gateway;

import java.util.Set;
import org.imagebuilder.http.authentication.AccessRules;
import org.imagebuilder.http.authentication.Role;
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

    /** Who looks at workers need not be one. */
    @Bean
    AccessRules accessRules() {
        return new AccessRules(
                Set.of("/openapi"),
                (method, route) -> method.equals("GET") && route.startsWith("/workers") ? Role.OBSERVE : Role.WORK);
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

package org.imagebuilder.http;

import org.imagebuilder.http.answers.AnswersConfiguration;
import org.imagebuilder.http.authentication.AuthenticationConfiguration;
import org.imagebuilder.http.bodies.BodiesConfiguration;
import org.imagebuilder.http.errors.ErrorsConfiguration;
import org.imagebuilder.http.metrics.HttpMetricsConfiguration;
import org.imagebuilder.http.protection.ProtectionConfiguration;
import org.imagebuilder.http.rate.RequestRateConfiguration;
import org.imagebuilder.http.requests.RequestsConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Everything a service needs to speak like the others. It provides an {@link org.imagebuilder.http.errors.ErrorDialect},
 * a {@link org.imagebuilder.http.bodies.BodyLimit}, a {@link org.imagebuilder.http.metrics.Subsystem} and
 * {@link org.imagebuilder.http.authentication.AccessRules}, has a registry
 * of Prometheus' metrics, and imports {@code classpath:http-api.yaml} in its configuration file. That file also excludes Spring Boot's {@code ErrorMvcAutoConfiguration}, whose error page would come first.
 */
@Configuration(proxyBeanMethods = false)
@Import({
    ErrorsConfiguration.class,
    ProtectionConfiguration.class,
    RequestsConfiguration.class,
    AnswersConfiguration.class,
    BodiesConfiguration.class,
    HttpMetricsConfiguration.class,
    AuthenticationConfiguration.class,
    RequestRateConfiguration.class
})
public class HttpApi {}

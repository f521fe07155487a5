package org.imagebuilder.http.errors;

import org.apache.catalina.core.StandardHost;
import org.imagebuilder.http.answers.JsonText;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Puts the error envelope in place. Needs an {@link ErrorDialect} bean. */
@Configuration(proxyBeanMethods = false)
public class ErrorsConfiguration {

    @Bean
    ErrorBodies errorBodies(ErrorDialect dialect) {
        return new ErrorBodies(dialect);
    }

    @Bean
    EnvelopeWriter envelopeWriter(ErrorDialect dialect, ErrorBodies bodies, JsonText json) {
        return new EnvelopeWriter(new Diagnosis(dialect), bodies, json);
    }

    @Bean
    Refusals refusals(EnvelopeWriter writer, JsonText json) {
        return new Refusals(writer, json);
    }

    @Bean
    EnvelopeResolver envelopeResolver(EnvelopeWriter writer) {
        return new EnvelopeResolver(writer);
    }

    @Bean
    FilterRegistrationBean<RoutedMethodsFilter> routedMethodsFilter(EnvelopeWriter writer) {
        var registration = new FilterRegistrationBean<>(new RoutedMethodsFilter(writer));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return registration;
    }

    // Last of the customizers: the valve that was added last is the first to see an error, and Spring Boot adds one
    // too.
    @Bean
    @Order
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> envelopeValve(EnvelopeWriter writer) {
        return factory -> factory.addContextCustomizers(context -> {
            var host = (StandardHost) context.getParent();
            host.setErrorReportValveClass(EnvelopeValve.class.getName());
            host.getPipeline().addValve(new EnvelopeValve(writer));
        });
    }
}

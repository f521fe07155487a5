package org.imagebuilder.http.requests;

import java.util.List;
import java.util.UUID;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.RequestContextFilter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Gives requests their ids and controllers the arguments {@link RequestIds}, {@link Channel} and {@link UUID}. */
@Configuration(proxyBeanMethods = false)
public class RequestsConfiguration {

    @Bean
    FilterRegistrationBean<RequestIdsFilter> requestIdsFilter() {
        var registration = new FilterRegistrationBean<>(new RequestIdsFilter());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    /** Takes the place of Spring Boot's: nothing asks for the current request before the servlet makes it known. */
    @Bean
    FilterRegistrationBean<RequestContextFilter> noRequestContextFilter() {
        var registration = new FilterRegistrationBean<>(new RequestContextFilter());
        registration.setEnabled(false);
        return registration;
    }

    @Bean
    StrictUuids strictUuids() {
        return new StrictUuids();
    }

    @Bean
    WebMvcConfigurer requestArguments(Tenants tenants) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new RequestArgument<>(RequestIds.class, RequestIds::of));
                resolvers.add(new RequestArgument<>(Channel.class, tenants::channelOf));
            }
        };
    }
}

package org.imagebuilder.http.requests;

import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.bind.support.ConfigurableWebBindingInitializer;
import org.springframework.web.filter.RequestContextFilter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

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

    /** Set once: an {@code @InitBinder} method would be looked up anew for each request. */
    @Bean
    SmartInitializingSingleton strictUuids(RequestMappingHandlerAdapter adapter) {
        return () -> {
            if (adapter.getWebBindingInitializer() instanceof ConfigurableWebBindingInitializer initializer) {
                initializer.setPropertyEditorRegistrar(new StrictUuids());
            } else {
                throw new IllegalStateException("the framework binds path variables in another way");
            }
        };
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

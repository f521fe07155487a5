package org.imagebuilder.http.rate;

import org.imagebuilder.http.requests.Channel;
import org.imagebuilder.http.requests.Tenants;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Limits how fast tenants send requests, if that is configured. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RequestRate.class)
public class RequestRateConfiguration {

    private static final int AFTER_MEASURING = Ordered.HIGHEST_PRECEDENCE + 10;

    @Bean
    WebMvcConfigurer rateLimit(RequestRate rates, ObjectProvider<Tenants> tenants) {
        var limit = new RateLimit(rates, tenants.getIfAvailable(() -> _ -> Channel.OF_EVERYBODY));
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry interceptors) {
                if (!rates.isUnlimited()) {
                    interceptors.addInterceptor(limit).order(AFTER_MEASURING);
                }
            }
        };
    }
}

package org.imagebuilder.http.protection;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Gives all answers their {@link ProtectiveHeaders}. */
@Configuration(proxyBeanMethods = false)
public class ProtectionConfiguration {

    @Bean
    FilterRegistrationBean<ProtectiveHeadersFilter> protectiveHeadersFilter() {
        var registration = new FilterRegistrationBean<>(new ProtectiveHeadersFilter());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return registration;
    }
}

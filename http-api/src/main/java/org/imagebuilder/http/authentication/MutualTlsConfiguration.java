package org.imagebuilder.http.authentication;

import org.imagebuilder.http.errors.Refusals;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Lets nobody in without a certificate. */
@Configuration(proxyBeanMethods = false)
@Conditional(OnMutualTls.class)
class MutualTlsConfiguration {

    @Bean
    FilterRegistrationBean<AllowedDomains> allowedDomains(AuthenticationSettings settings, Refusals refusals) {
        var registration =
                new FilterRegistrationBean<>(new AllowedDomains(settings.mtls().allowedDomains(), refusals));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 7); // after requests are measured, as with tokens
        return registration;
    }
}

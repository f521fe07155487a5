package org.imagebuilder.http.authentication;

import org.imagebuilder.http.errors.Refusals;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.core.Ordered;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.env.Environment;

/** Lets nobody in without a certificate, where certificates are asked for: that is decided at each start. */
final class MutualTlsBeans implements BeanRegistrar {

    @Override
    public void register(BeanRegistry registry, Environment environment) {
        if (Mode.MTLS.isIn(environment)) {
            registry.registerBean(
                    "allowedDomains",
                    new ParameterizedTypeReference<FilterRegistrationBean<AllowedDomains>>() {},
                    spec -> spec.supplier(context ->
                            allowedDomains(context.bean(AuthenticationSettings.class), context.bean(Refusals.class))));
        }
    }

    private static FilterRegistrationBean<AllowedDomains> allowedDomains(
            AuthenticationSettings settings, Refusals refusals) {
        var registration =
                new FilterRegistrationBean<>(new AllowedDomains(settings.mtls().allowedDomains(), refusals));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 7); // after requests are measured, as with tokens
        return registration;
    }
}

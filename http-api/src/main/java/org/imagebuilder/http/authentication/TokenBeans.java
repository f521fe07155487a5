package org.imagebuilder.http.authentication;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import org.imagebuilder.http.accesslist.WatchedAccessList;
import org.imagebuilder.http.errors.ErrorDialect;
import org.imagebuilder.http.errors.Refusals;
import org.imagebuilder.http.metrics.Subsystem;
import org.imagebuilder.http.requests.Tenants;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.beans.factory.BeanRegistry.SupplierContext;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.core.Ordered;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Lets nobody in without a good token, by the filters of Spring Security that this takes, where tokens are asked for: that
 * is decided at each start.
 */
final class TokenBeans implements BeanRegistrar {

    /** After requests are measured, before anything else is done with them. */
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 7;

    @Override
    public void register(BeanRegistry registry, Environment environment) {
        if (!Mode.JWT.isIn(environment)) {
            return;
        }
        registry.registerBean("keySelection", KeySelection.class, spec -> spec.supplier(TokenBeans::keySelection));
        registry.registerBean("accessList", WatchedAccessList.class, spec -> spec.supplier(TokenBeans::accessList));
        registry.registerBean("tokenDecoder", JwtDecoder.class, spec -> spec.supplier(TokenBeans::tokenDecoder));
        registry.registerBean("openPaths", OpenPaths.class, spec -> spec.supplier(TokenBeans::openPaths));
        registry.registerBean(
                "securityContextFilter",
                new ParameterizedTypeReference<FilterRegistrationBean<SecurityContextHolderFilter>>() {},
                spec -> spec.supplier(_ -> securityContextFilter()));
        registry.registerBean(
                "tokenFilter",
                new ParameterizedTypeReference<FilterRegistrationBean<BearerTokenAuthenticationFilter>>() {},
                spec -> spec.supplier(TokenBeans::tokenFilter));
        registry.registerBean("accessCheck", WebMvcConfigurer.class, spec -> spec.supplier(TokenBeans::accessCheck));
    }

    private static KeySelection keySelection(SupplierContext context) {
        return PublishedKeys.of(
                context.bean(AuthenticationSettings.class).jwt(), meters(context), context.bean(Subsystem.class));
    }

    private static WatchedAccessList accessList(SupplierContext context) {
        AuthenticationSettings settings = context.bean(AuthenticationSettings.class);
        Path file = settings.jwt().accessList();
        if (file == null) {
            return WatchedAccessList.everybody();
        }
        try {
            WatchedAccessList list = WatchedAccessList.of(file);
            meters(context)
                    .gauge(
                            "imagebuilder.access.list.broken",
                            Tags.of("api", context.bean(Subsystem.class).name()),
                            list,
                            watched -> watched.isBroken() ? 1 : 0);
            return list;
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationPropertyValueException(
                    AuthenticationSettings.PREFIX + ".jwt.access-list", file, e.getMessage());
        }
    }

    private static JwtDecoder tokenDecoder(SupplierContext context) {
        JwtSettings jwt = context.bean(AuthenticationSettings.class).jwt();
        Clock clock = context.beanProvider(Clock.class).getIfAvailable(Clock::systemUTC);
        var rules = new ClaimRules(clock, jwt.clockSkew(), jwt.issuers(), jwt.audiences());
        return TokenDecoder.of(context.bean(KeySelection.class), rules, context.bean(WatchedAccessList.class));
    }

    private static OpenPaths openPaths(SupplierContext context) {
        return new OpenPaths(context.bean(ErrorDialect.class).basePath(), context.bean(AccessRules.class));
    }

    /** Forgets who sent a request when it is answered: threads are used again. */
    private static FilterRegistrationBean<SecurityContextHolderFilter> securityContextFilter() {
        var registration = new FilterRegistrationBean<>(
                new SecurityContextHolderFilter(new RequestAttributeSecurityContextRepository()));
        registration.setOrder(ORDER);
        return registration;
    }

    private static FilterRegistrationBean<BearerTokenAuthenticationFilter> tokenFilter(SupplierContext context) {
        var roles = new JwtAuthenticationConverter();
        roles.setJwtGrantedAuthoritiesConverter(new GrantedRoles(
                context.bean(AuthenticationSettings.class).jwt().roles()));
        var provider = new JwtAuthenticationProvider(context.bean(JwtDecoder.class));
        provider.setJwtAuthenticationConverter(roles);
        var refusal = new TokenRefusal(context.bean(Refusals.class));
        var filter = new BearerTokenAuthenticationFilter(
                provider::authenticate, new AccessTokens(context.bean(OpenPaths.class)));
        filter.setAuthenticationEntryPoint(refusal);
        filter.setAuthenticationFailureHandler(refusal);
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(ORDER + 1);
        return registration;
    }

    private static WebMvcConfigurer accessCheck(SupplierContext context) {
        var check = new AccessCheck(
                context.bean(OpenPaths.class),
                context.bean(AccessRules.class),
                context.bean(Tenants.class),
                context.bean(ErrorDialect.class).basePath());
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry interceptors) {
                interceptors.addInterceptor(check).order(Ordered.HIGHEST_PRECEDENCE + 1);
            }
        };
    }

    /** Services have one; a part of them alone may do without. */
    private static MeterRegistry meters(SupplierContext context) {
        return context.beanProvider(MeterRegistry.class).getIfAvailable(SimpleMeterRegistry::new);
    }
}

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
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Lets nobody in without a good token, by the filters of Spring Security that this takes. */
@Configuration(proxyBeanMethods = false)
@Conditional(OnTokens.class)
class TokenConfiguration {

    /** After requests are measured, before anything else is done with them. */
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 7;

    @Bean
    KeySelection keySelection(
            AuthenticationSettings settings, Subsystem subsystem, ObjectProvider<MeterRegistry> meters) {
        return PublishedKeys.of(settings.jwt(), registry(meters), subsystem);
    }

    @Bean
    WatchedAccessList accessList(
            AuthenticationSettings settings, Subsystem subsystem, ObjectProvider<MeterRegistry> meters) {
        Path file = settings.jwt().accessList();
        if (file == null) {
            return WatchedAccessList.everybody();
        }
        try {
            WatchedAccessList list = WatchedAccessList.of(file);
            registry(meters)
                    .gauge(
                            "imagebuilder.access.list.broken",
                            Tags.of("api", subsystem.name()),
                            list,
                            watched -> watched.isBroken() ? 1 : 0);
            return list;
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationPropertyValueException(
                    AuthenticationSettings.PREFIX + ".jwt.access-list", file, e.getMessage());
        }
    }

    @Bean
    JwtDecoder tokenDecoder(
            AuthenticationSettings settings, KeySelection keys, WatchedAccessList list, ObjectProvider<Clock> clock) {
        JwtSettings jwt = settings.jwt();
        var rules =
                new ClaimRules(clock.getIfAvailable(Clock::systemUTC), jwt.clockSkew(), jwt.issuers(), jwt.audiences());
        return TokenDecoder.of(keys, rules, list);
    }

    @Bean
    OpenPaths openPaths(ErrorDialect dialect, AccessRules rules) {
        return new OpenPaths(dialect.basePath(), rules);
    }

    /** Forgets who sent a request when it is answered: threads are used again. */
    @Bean
    FilterRegistrationBean<SecurityContextHolderFilter> securityContextFilter() {
        var registration = new FilterRegistrationBean<>(
                new SecurityContextHolderFilter(new RequestAttributeSecurityContextRepository()));
        registration.setOrder(ORDER);
        return registration;
    }

    @Bean
    FilterRegistrationBean<BearerTokenAuthenticationFilter> tokenFilter(
            AuthenticationSettings settings, JwtDecoder decoder, OpenPaths open, Refusals refusals) {
        var roles = new JwtAuthenticationConverter();
        roles.setJwtGrantedAuthoritiesConverter(new GrantedRoles(settings.jwt().roles()));
        var provider = new JwtAuthenticationProvider(decoder);
        provider.setJwtAuthenticationConverter(roles);
        var refusal = new TokenRefusal(refusals);
        var filter = new BearerTokenAuthenticationFilter(provider::authenticate, new AccessTokens(open));
        filter.setAuthenticationEntryPoint(refusal);
        filter.setAuthenticationFailureHandler(refusal);
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(ORDER + 1);
        return registration;
    }

    @Bean
    WebMvcConfigurer accessCheck(OpenPaths open, AccessRules rules, Tenants tenants, ErrorDialect dialect) {
        var check = new AccessCheck(open, rules, tenants, dialect.basePath());
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry interceptors) {
                interceptors.addInterceptor(check).order(Ordered.HIGHEST_PRECEDENCE + 1);
            }
        };
    }

    /** Services have one; a part of them alone may do without. */
    private static MeterRegistry registry(ObjectProvider<MeterRegistry> meters) {
        return meters.getIfAvailable(SimpleMeterRegistry::new);
    }
}

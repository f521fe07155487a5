package org.imagebuilder.http.authentication;

import org.imagebuilder.http.claims.ClaimPath;
import org.imagebuilder.http.errors.ErrorDialect;
import org.imagebuilder.http.requests.Channel;
import org.imagebuilder.http.requests.Tenants;
import org.imagebuilder.http.tenants.TokenTenants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Protects an API, unless it is told not to. Needs {@link AccessRules}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuthenticationSettings.class)
@Import({TokenBeans.class, MutualTlsBeans.class})
public class AuthenticationConfiguration {

    private static final Logger log = LoggerFactory.getLogger(AuthenticationConfiguration.class);

    @Bean
    ListenerTls listenerTls(AuthenticationSettings settings) {
        return new ListenerTls(settings);
    }

    @Bean
    Tenants tenants(AuthenticationSettings settings, ErrorDialect dialect) {
        return switch (settings.mode()) {
            case JWT ->
                new TokenTenants(
                        settings.jwt().tenantClaims().stream()
                                .map(ClaimPath::new)
                                .toList(),
                        dialect);
            case MTLS -> _ -> Channel.OF_EVERYBODY;
            case NONE -> {
                log.warn("authentication is off: whoever reaches this API may use it");
                yield _ -> Channel.OF_EVERYBODY;
            }
        };
    }
}

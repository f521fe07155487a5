package org.imagebuilder.http.authentication;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may use the API of this service.
 *
 * @param mode has no default, so that nobody leaves an API open by oversight
 * @param jwt for {@link Mode#JWT}
 * @param mtls for {@link Mode#MTLS}
 */
@ConfigurationProperties(AuthenticationSettings.PREFIX)
public record AuthenticationSettings(
        Mode mode,
        @DefaultValue JwtSettings jwt,
        @DefaultValue MutualTlsSettings mtls) {

    static final String PREFIX = "imagebuilder.authentication";

    public AuthenticationSettings {
        if (mode == null) {
            throw new IllegalArgumentException(("%1$s.mode is not set: set it to jwt, and %1$s.jwt.issuers or"
                            + " %1$s.jwt.key-urls with it, to mtls if clients have certificates, or to none if everybody who reaches this service may use it")
                    .formatted(PREFIX));
        }
        if (mode == Mode.JWT) {
            jwt.requireComplete();
        }
    }
}

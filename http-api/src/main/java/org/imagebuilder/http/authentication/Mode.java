package org.imagebuilder.http.authentication;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** How an API knows who calls it. */
public enum Mode {
    /** By a signed token. */
    JWT,
    /** By a certificate that it shows when it connects; all of them are one tenant. */
    MTLS,
    /** Not at all: everybody may do everything, as one tenant. */
    NONE;

    /** Whether this is the mode in force, read from the configuration in the same way as {@link AuthenticationSettings}. */
    boolean isIn(Environment environment) {
        return Binder.get(environment)
                .bind(AuthenticationSettings.PREFIX + ".mode", Mode.class)
                .map(this::equals)
                .orElse(false);
    }
}

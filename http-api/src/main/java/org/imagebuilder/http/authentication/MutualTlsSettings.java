package org.imagebuilder.http.authentication;

import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose certificates are accepted.
 *
 * @param allowedDomains one of them must be a DNS name of the certificate; empty: every certificate will do that the
 *     authorities vouch for
 */
record MutualTlsSettings(@DefaultValue List<String> allowedDomains) {

    MutualTlsSettings {
        allowedDomains = allowedDomains.stream()
                .map(domain -> domain.toLowerCase(Locale.ROOT))
                .toList();
    }
}

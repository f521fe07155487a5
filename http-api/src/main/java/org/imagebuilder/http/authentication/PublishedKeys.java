package org.imagebuilder.http.authentication;

import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.ResourceRetriever;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;
import org.imagebuilder.http.authentication.SigningKeys.FetchListener;
import org.imagebuilder.http.metrics.Subsystem;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** Begins to fetch keys from where the settings say. */
final class PublishedKeys {

    private static final int LARGEST_DOCUMENT = 1024 * 1024;

    private PublishedKeys() {}

    static KeySelection of(JwtSettings settings, MeterRegistry meters, Subsystem subsystem) {
        KeySettings keys = settings.keys();
        int timeout = (int) keys.timeout().toMillis();
        var retriever =
                new DefaultResourceRetriever(timeout, timeout, LARGEST_DOCUMENT, true, trusting(settings.caFile()));
        FetchListener counter = counter(meters, subsystem);
        return settings.keyUrls().isEmpty()
                ? KeySelection.byIssuer(
                        settings.issuers(),
                        issuer -> SigningKeys.from(Map.of(issuer, KeyServer.of(issuer, retriever)), keys, counter))
                : KeySelection.of(SigningKeys.from(servers(settings, retriever), keys, counter));
    }

    private static Map<String, KeyServer> servers(JwtSettings settings, ResourceRetriever retriever) {
        Map<String, KeyServer> servers = new LinkedHashMap<>();
        for (URI address : settings.keyUrls()) {
            servers.put(address.toString(), KeyServer.at(address, retriever));
        }
        return servers;
    }

    private static FetchListener counter(MeterRegistry meters, Subsystem subsystem) {
        return complete -> meters.counter(
                        "imagebuilder.signing.key.fetches",
                        "api",
                        subsystem.name(),
                        "outcome",
                        complete ? "fetched" : "failed")
                .increment();
    }

    private static @Nullable SSLSocketFactory trusting(@Nullable Path authorities) {
        if (authorities == null) {
            return null;
        }
        try {
            var store = PemSslStoreDetails.forCertificate(authorities.toUri().toString());
            return SslBundle.of(new PemSslStoreBundle(null, store))
                    .createSslContext()
                    .getSocketFactory();
        } catch (RuntimeException e) {
            throw new InvalidConfigurationPropertyValueException(
                    AuthenticationSettings.PREFIX + ".jwt.ca-file", authorities, String.valueOf(e.getMessage()));
        }
    }
}

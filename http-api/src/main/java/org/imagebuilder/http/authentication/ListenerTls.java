package org.imagebuilder.http.authentication;

import java.util.Arrays;
import java.util.List;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.Ssl.ClientAuth;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.WebServerSslBundle;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Sees to what TLS is like on an API's port, if it is there, and that it is there where certificates are asked for. */
@Order(Ordered.LOWEST_PRECEDENCE) // the properties of the server come first
record ListenerTls(AuthenticationSettings settings)
        implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final String BUNDLE = "server.ssl.bundle";
    private static final List<String> PROTOCOLS = List.of("TLSv1.2", "TLSv1.3");

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        Ssl tls = factory.getSsl();
        if (tls == null || !Ssl.isEnabled(tls)) {
            if (settings.mode() == Mode.MTLS) {
                throw new InvalidConfigurationPropertyValueException(
                        BUNDLE,
                        "",
                        "certificates of clients are seen with TLS only: name a bundle with the server's own");
            }
            return;
        }
        SslBundle bundle = WebServerSslBundle.get(tls, factory.getSslBundles());
        if (settings.mode() == Mode.MTLS) {
            requireAuthorities(bundle, tls);
            tls.setClientAuth(ClientAuth.NEED);
        }
        String protocols = String.join("+", protocolsOf(bundle));
        factory.addConnectorCustomizers(connector -> {
            if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                Arrays.stream(http.findSslHostConfigs()).forEach(host -> host.setProtocols(protocols));
            }
        });
    }

    /** The authorities that come with Java vouch for whoever pays them. */
    private void requireAuthorities(SslBundle bundle, Ssl tls) {
        if (bundle.getStores().getTrustStore() == null
                && settings.mtls().allowedDomains().isEmpty()) {
            throw new InvalidConfigurationPropertyValueException(
                    BUNDLE,
                    tls.getBundle(),
                    "it has no trust store, so every public authority is trusted: give it one, or set %s.mtls.allowed-domains"
                            .formatted(AuthenticationSettings.PREFIX));
        }
    }

    private static List<String> protocolsOf(SslBundle bundle) {
        String[] wanted = bundle.getOptions().getEnabledProtocols();
        if (wanted == null) {
            return PROTOCOLS;
        }
        if (!PROTOCOLS.containsAll(List.of(wanted))) {
            throw new InvalidConfigurationPropertyValueException(
                    "enabled-protocols", String.join(",", wanted), "only TLSv1.2 and TLSv1.3 are safe");
        }
        return List.of(wanted);
    }
}

package org.imagebuilder.http.authentication;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.util.Map;
import java.util.Set;

/** Where keys are published. */
@FunctionalInterface
interface KeyServer {

    Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    JWKSet keys() throws IOException, ParseException;

    /** Publishes keys at a known address. */
    static KeyServer at(URI address, ResourceRetriever retriever) {
        return () -> JWKSet.parse(read(address, retriever));
    }

    /** Says at its well-known address where the keys are. */
    static KeyServer of(String issuer, ResourceRetriever retriever) {
        URI description = URI.create(issuer.replaceAll("/$", "") + "/.well-known/openid-configuration");
        return () -> {
            Map<String, Object> found = JSONObjectUtils.parse(read(description, retriever));
            if (!issuer.equals(found.get("issuer"))) {
                throw new IOException(description + " describes another issuer");
            }
            return JWKSet.parse(read(JSONObjectUtils.getURI(found, "jwks_uri"), retriever));
        };
    }

    private static String read(URI address, ResourceRetriever retriever) throws IOException {
        return retriever.retrieveResource(requireSafe(address)).getContent();
    }

    /** Whoever can change keys on their way can make tokens. */
    static URL requireSafe(URI address) {
        try {
            boolean isHere = THIS_MACHINE.contains(String.valueOf(address.getHost()));
            if ("https".equals(address.getScheme()) || (isHere && "http".equals(address.getScheme()))) {
                return address.toURL();
            }
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("keys cannot be fetched from " + address, e);
        }
        throw new IllegalArgumentException(
                "keys cannot be fetched from '" + address + "', only from https URLs or from this machine");
    }
}

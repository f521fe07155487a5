package org.imagebuilder.http.authentication;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.imagebuilder.http.errors.Refusals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets only those in whose certificate is for an allowed domain. That it is good is known from the handshake. */
final class AllowedDomains extends HttpFilter {

    private static final Logger log = LoggerFactory.getLogger(AllowedDomains.class);

    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";
    /** Kind of a name, as {@link X509Certificate#getSubjectAlternativeNames()} has it. */
    private static final int DNS = 2;

    private final Set<String> domains;
    private final Refusals refusals;

    AllowedDomains(Collection<String> domains, Refusals refusals) {
        this.domains = Set.copyOf(domains);
        this.refusals = refusals;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getAttribute(CERTIFICATES) instanceof X509Certificate[] chainOfClient && admit(chainOfClient[0])) {
            chain.doFilter(request, response);
        } else {
            refusals.forbidden(request, response, "the client's certificate is for no allowed domain");
        }
    }

    private boolean admit(X509Certificate client) {
        return domains.isEmpty()
                || namesOf(client).stream()
                        .filter(name -> Objects.equals(name.getFirst(), DNS))
                        .map(name -> String.valueOf(name.get(1)).toLowerCase(Locale.ROOT))
                        .anyMatch(domains::contains);
    }

    private static Collection<List<?>> namesOf(X509Certificate client) {
        try {
            return Objects.requireNonNullElse(client.getSubjectAlternativeNames(), List.of());
        } catch (CertificateParsingException e) {
            log.debug("certificate {} has names that cannot be read", client.getSerialNumber(), e);
            return List.of();
        }
    }
}

package org.imagebuilder.http.protection;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.CompositeHeaderWriter;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.HstsHeaderWriter;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.header.writers.XContentTypeOptionsHeaderWriter;

/** Headers that every answer has: nothing here is a page, or for anybody but the client that asked. */
public final class ProtectiveHeaders {

    private static final HeaderWriter ALL = new CompositeHeaderWriter(List.of(
            new XContentTypeOptionsHeaderWriter(),
            new ContentSecurityPolicyHeaderWriter("default-src 'none'; frame-ancestors 'none'"),
            new StaticHeadersWriter(HttpHeaders.CACHE_CONTROL, "no-store"),
            new HstsHeaderWriter())); // writes nothing unless TLS ends here

    private ProtectiveHeaders() {}

    /** Sets those that the answer does not have. */
    public static void writeTo(HttpServletRequest request, HttpServletResponse response) {
        ALL.writeHeaders(request, response);
    }
}

package org.imagebuilder.composer.repositories;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import org.imagebuilder.composer.catalogue.Catalogue;
import org.imagebuilder.composer.openapi.ApiPaths;
import org.imagebuilder.http.answers.JsonText;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.json.JsonMapper;

/** Lists the distributions with default repositories, and those. */
@RestController
final class ListDistributions {

    private static final String GZIP = "gzip";

    private final RepositoryListing listing;
    private final JsonMapper mapper;

    ListDistributions(Catalogue catalogue, DefaultRepositories repositories, JsonMapper mapper) {
        this.listing = new RepositoryListing(catalogue, repositories);
        this.mapper = mapper;
    }

    /** Writes by itself, since a returned value would be a whole text in memory for every client. */
    @GetMapping(ApiPaths.DISTRIBUTIONS)
    void list(ServletWebRequest request, HttpServletResponse response) throws IOException {
        CompressedJson text = listing.text();
        response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        response.setHeader(
                HttpHeaders.CACHE_CONTROL, CacheControl.noCache().cachePrivate().getHeaderValue());
        if (request.checkNotModified(text.etag())) {
            return;
        }
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        boolean compressed = AcceptedCodings.in(request.getHeader(HttpHeaders.ACCEPT_ENCODING))
                .include(GZIP);
        if (compressed) {
            response.setHeader(HttpHeaders.CONTENT_ENCODING, GZIP);
        }
        if (JsonText.wantsPretty(request.getRequest())) {
            try (InputStream in = text.open();
                    OutputStream out = compressed
                            ? new GZIPOutputStream(response.getOutputStream())
                            : response.getOutputStream()) {
                indent(in, out);
            }
        } else if (compressed) {
            response.setContentLength(text.compressedLength());
            text.writeCompressed(response.getOutputStream());
        } else {
            try (InputStream in = text.open()) {
                in.transferTo(response.getOutputStream());
            }
        }
    }

    private void indent(InputStream in, OutputStream out) throws IOException {
        try (JsonParser parser = mapper.createParser(in);
                JsonGenerator generator =
                        mapper.writerWithDefaultPrettyPrinter().createGenerator(out)) {
            parser.nextToken();
            generator.copyCurrentStructure(parser);
            generator.writeRaw('\n');
        } catch (JacksonIOException e) {
            throw e.getCause(); // a client that went away is known by the exception of its connection
        }
    }
}

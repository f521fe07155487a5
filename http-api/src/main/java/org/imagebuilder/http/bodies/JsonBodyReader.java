package org.imagebuilder.http.bodies;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.imagebuilder.http.errors.Fault;
import org.imagebuilder.http.errors.FaultException;
import org.imagebuilder.http.pace.Pace;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** Takes in a JSON body: its declared type first, then its bytes up to the limit. */
final class JsonBodyReader {

    private static final int FIRST_GUESS = 16 * 1024;
    private static final int BELIEVED = 1024 * 1024;

    private final BodyLimit limit;
    private final JsonMapper mapper;

    JsonBodyReader(BodyLimit limit, JsonMapper mapper) {
        this.limit = limit;
        this.mapper = mapper;
    }

    JsonBody read(HttpServletRequest request) {
        if (!isDeclaredAsJson(Collections.list(request.getHeaders(HttpHeaders.CONTENT_TYPE)))) {
            throw new FaultException(Fault.MEDIA_TYPE, "the content type has to be application/json", null);
        }
        try {
            if (request.getContentLengthLong() > limit.bytes()) {
                throw tooLarge(request.getInputStream());
            }
            return new JsonBody(bytesOf(request.getInputStream(), request.getContentLength()), mapper);
        } catch (IOException e) {
            throw new FaultException(Fault.UNREADABLE_BODY, "the body did not arrive completely", e);
        }
    }

    OptionalJsonBody readIfAny(HttpServletRequest request) {
        boolean announced =
                request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
        Optional<JsonBody> body = announced ? Optional.of(read(request)) : Optional.empty();
        // chunks may turn out to be none
        return new OptionalJsonBody(body.filter(read -> read.bytes().length > 0));
    }

    static boolean isDeclaredAsJson(List<String> contentTypes) {
        if (contentTypes.size() != 1) {
            return false;
        }
        try {
            MediaType type = MediaType.parseMediaType(contentTypes.getFirst());
            return type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)
                    && (type.getCharset() == null || type.getCharset().equals(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /**
     * Grows with what really arrives: a length that is only claimed must not cost memory. Past the point where that
     * would mean to copy much, the claim is believed.
     */
    private byte[] bytesOf(InputStream in, int declared) throws IOException {
        int most = declared >= 0 ? declared : limit.bytes() + 1;
        byte[] buffer = new byte[Math.min(most, FIRST_GUESS)];
        int filled = 0;
        Pace pace = new Pace();
        while (filled != declared) {
            if (filled == buffer.length) {
                buffer = Arrays.copyOf(buffer, declared >= 0 && filled >= BELIEVED ? declared : grown(filled, most));
            }
            int read = in.read(buffer, filled, buffer.length - filled);
            if (read < 0) {
                break;
            }
            filled += read;
            require(pace, filled);
            if (filled > limit.bytes()) {
                throw tooLarge(in);
            }
        }
        return filled == buffer.length ? buffer : Arrays.copyOf(buffer, filled);
    }

    private static void require(Pace pace, long arrived) {
        if (!pace.isKeptBy(arrived)) {
            throw new FaultException(Fault.UNREADABLE_BODY, "the body arrives too slowly", null);
        }
    }

    private static int grown(int filled, int most) {
        return (int) Math.min(2L * filled, most);
    }

    /** Reads on for a while before the refusal: who is still sending would not see it. */
    private FaultException tooLarge(InputStream in) throws IOException {
        long left = 2L * limit.bytes();
        byte[] discarded = new byte[FIRST_GUESS];
        Pace pace = new Pace();
        for (int read = 0; read >= 0 && left > 0; left -= read) {
            require(pace, 2L * limit.bytes() - left);
            read = in.read(discarded);
        }
        return new FaultException(Fault.BODY_TOO_LARGE, "the body is larger than " + limit.bytes() + " bytes", null);
    }
}

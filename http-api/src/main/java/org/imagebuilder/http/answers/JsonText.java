package org.imagebuilder.http.answers;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import tools.jackson.databind.json.JsonMapper;

/** JSON as both APIs write it: with a newline at the end, and indented where the client asked for it. */
public final class JsonText {

    private final JsonMapper mapper;

    JsonText(JsonMapper mapper) {
        this.mapper = mapper;
    }

    public byte[] bytes(Object value, boolean pretty) {
        var bytes = new ByteArrayOutputStream();
        (pretty ? mapper.writerWithDefaultPrettyPrinter() : mapper.writer()).writeValue(bytes, value);
        bytes.write('\n');
        return bytes.toByteArray();
    }

    /** Whether the query has {@code pretty}, with or without a value. Does not touch the body. */
    public static boolean wantsPretty(HttpServletRequest request) {
        String query = request.getQueryString();
        return query != null
                && Arrays.stream(query.split("&", -1))
                        .anyMatch(part -> part.equals("pretty") || part.startsWith("pretty="));
    }
}

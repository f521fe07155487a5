package org.imagebuilder.gateway.progress;

import java.util.HashMap;
import java.util.Map;
import org.imagebuilder.http.bodies.JsonMistake;
import org.imagebuilder.http.errors.Fault;
import org.imagebuilder.http.errors.FaultException;
import org.imagebuilder.queue.RawJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Cuts the result out of a body. Results have tens of MiB, so the text is only walked over, which proves that it is
 * JSON in UTF-8 and not nested too deeply, and never copied.
 */
final class JobUpdateReader {

    private final JsonFactory json = new JsonFactory();

    /** Where a value is within the body, in bytes. */
    private record Span(int from, int to) {}

    /**
     * Reads a body.
     *
     * @throws FaultException if it is not one JSON object in UTF-8, or has one of our members twice
     */
    JobUpdate read(byte[] body) {
        Map<String, Span> members;
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), body)) {
            members = members(parser);
        } catch (JacksonException e) {
            throw new FaultException(Fault.UNREADABLE_BODY, JsonMistake.describe(e), e);
        }
        Span partial = members.get("partial");
        if (partial != null) {
            return new JobUpdate.Partial(cut(body, partial));
        }
        Span result = members.get("result");
        return new JobUpdate.Final(result == null ? RawJson.of("null") : cut(body, result));
    }

    private static Map<String, Span> members(JsonParser parser) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw unreadable("an object is expected");
        }
        Map<String, Span> members = new HashMap<>();
        JsonToken token = parser.nextToken();
        while (token == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            int from = offset(parser);
            parser.skipChildren();
            // where the next token starts is known without reading a long text into memory, where this one ends is not
            token = parser.nextToken();
            if ((name.equals("partial") || name.equals("result"))
                    && members.put(name, new Span(from, offset(parser))) != null) {
                throw unreadable(name + " is there twice");
            }
        }
        if (parser.nextToken() != null) {
            throw unreadable("something follows the object");
        }
        return members;
    }

    private static int offset(JsonParser parser) {
        long offset = parser.currentTokenLocation().getByteOffset();
        if (offset < 0) {
            throw unreadable("JSON is expected in UTF-8");
        }
        return (int) offset;
    }

    /** The value without the blanks and the comma that may follow it. */
    private static RawJson cut(byte[] body, Span span) {
        int end = span.to;
        while (body[end - 1] == ',' || body[end - 1] == ' ' || isLineBreakOrTab(body[end - 1])) {
            end--;
        }
        // the walk does not look closely at what it skips, but the database will
        if (!Utf8.isValid(body, span.from, end - span.from)) {
            throw unreadable("JSON is expected in UTF-8");
        }
        return RawJson.in(body, span.from, end - span.from);
    }

    private static boolean isLineBreakOrTab(byte b) {
        return b == '\n' || b == '\r' || b == '\t';
    }

    private static FaultException unreadable(String why) {
        return new FaultException(Fault.UNREADABLE_BODY, why, null);
    }
}

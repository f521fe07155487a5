package org.imagebuilder.jobtypes;

import java.io.StringWriter;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Copies the few members that status queries need, token by token: build logs of many MiB never become objects. */
final class ResultReducer {

    private static final Set<String> KEPT = Set.of(
            "job_error",
            "success",
            "upload_status",
            "target_results",
            "progress",
            "koji_error",
            "build_id",
            "ami",
            "region");
    private static final String OUTPUT = "osbuild_output";
    private static final Set<String> KEPT_OF_OUTPUT = Set.of("success", "error");

    private final JsonFactory json = new JsonFactory();

    String reduce(byte[] array, int from, int length) {
        StringWriter digest = new StringWriter();
        try (JsonParser in = json.createParser(ObjectReadContext.empty(), array, from, length);
                JsonGenerator out = json.createGenerator(ObjectWriteContext.empty(), digest)) {
            if (in.nextToken() == null) {
                throw new MalformedResultException("a result must not be empty");
            }
            if (in.currentToken() == JsonToken.START_OBJECT) {
                reduceResult(in, out);
            } else {
                in.skipChildren();
                out.writeNull();
            }
            if (in.nextToken() != null) {
                throw new MalformedResultException("a result must be a single JSON value");
            }
        } catch (JacksonException e) {
            throw new MalformedResultException("a result must be JSON: " + e.getOriginalMessage(), e);
        }
        return digest.toString();
    }

    private static void reduceResult(JsonParser in, JsonGenerator out) {
        out.writeStartObject();
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName();
            if (OUTPUT.equals(name) && in.nextToken() == JsonToken.START_OBJECT) {
                out.writeName(name);
                reduceOutput(in, out);
            } else if (OUTPUT.equals(name)) {
                out.writeName(name);
                out.copyCurrentStructureExact(in);
            } else {
                keepOrSkip(name, KEPT, in, out);
            }
        }
        out.writeEndObject();
    }

    private static void reduceOutput(JsonParser in, JsonGenerator out) {
        out.writeStartObject();
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            keepOrSkip(in.currentName(), KEPT_OF_OUTPUT, in, out);
        }
        out.writeEndObject();
    }

    private static void keepOrSkip(String name, Set<String> kept, JsonParser in, JsonGenerator out) {
        in.nextToken();
        if (kept.contains(name)) {
            out.writeName(name);
            out.copyCurrentStructureExact(in);
        } else {
            in.skipChildren();
        }
    }
}

package org.imagebuilder.gateway.handout;

import java.io.IOException;
import java.io.OutputStream;
import org.imagebuilder.queue.ClaimedJob;
import org.imagebuilder.queue.RawJson;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** Writes a job for its worker. Arguments and results of dependencies may be large and go through as they are. */
final class HandOutAnswer {

    private final JsonFactory json =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    private final String path;

    /** @param path of the operation, with the base path */
    HandOutAnswer(String path) {
        this.path = path;
    }

    void write(ClaimedJob job, OutputStream out) throws IOException {
        String location = path + "/" + job.token();
        try (JsonGenerator answer = json.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
            answer.writeStartObject();
            answer.writeStringProperty("href", path);
            answer.writeStringProperty("id", job.id().toString());
            answer.writeStringProperty("kind", "RequestJob");
            answer.writeStringProperty("location", location);
            answer.writeStringProperty("artifact_location", location + "/artifacts/");
            answer.writeStringProperty("type", withoutArchitecture(job.type()));
            answer.writeName("args");
            writeValue(job.arguments(), answer, out);
            writeDynamicArguments(job, answer, out);
            answer.writeEndObject();
            answer.writeRaw('\n');
        }
    }

    private static void writeDynamicArguments(ClaimedJob job, JsonGenerator answer, OutputStream out)
            throws IOException {
        if (job.dependencyResults().isEmpty()) {
            return;
        }
        answer.writeArrayPropertyStart("dynamic_args");
        for (RawJson result : job.dependencyResults()) {
            if (result == null) {
                answer.writeNull();
            } else {
                writeValue(result, answer, out);
            }
        }
        answer.writeEndArray();
    }

    /** Past the generator, which would copy it. */
    private static void writeValue(RawJson value, JsonGenerator answer, OutputStream out) throws IOException {
        answer.writeRawValue("");
        answer.flush();
        value.writeTo(out);
    }

    private static String withoutArchitecture(String type) {
        int colon = type.indexOf(':');
        return colon < 0 ? type : type.substring(0, colon);
    }
}

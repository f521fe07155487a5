package org.imagebuilder.http.answers;

import java.io.IOException;
import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** Where an answer goes piece by piece. */
public final class JsonOutput {

    private final OutputStream out;
    private final JsonGenerator json;

    JsonOutput(JsonMapper mapper, OutputStream out) {
        this.out = out;
        // a value that breaks off must not be mended by brackets
        this.json = mapper.writer()
                .without(StreamWriteFeature.AUTO_CLOSE_CONTENT)
                .without(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .without(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
                .createGenerator(out);
    }

    /** For everything that is small. */
    public JsonGenerator json() {
        return json;
    }

    /** The next value, which is JSON already and goes through as it is, past the generator, which would copy it. */
    public void raw(byte[] array, int from, int length) throws IOException {
        json.writeRawValue("");
        json.flush();
        out.write(array, from, length);
    }

    void end() throws IOException {
        json.close();
        out.flush();
    }
}

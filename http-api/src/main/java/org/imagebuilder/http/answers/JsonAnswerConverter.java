package org.imagebuilder.http.answers;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Writes what controllers return, in the manner of {@link JsonText}. */
final class JsonAnswerConverter extends JacksonJsonHttpMessageConverter {

    JsonAnswerConverter(JsonMapper mapper) {
        super(mapper);
    }

    @Override
    protected ObjectWriter customizeWriter(
            ObjectWriter writer, @Nullable JavaType javaType, @Nullable MediaType contentType) {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes now
                        && JsonText.wantsPretty(now.getRequest())
                ? writer.withDefaultPrettyPrinter()
                : writer;
    }

    @Override
    protected void writeSuffix(JsonGenerator generator, Object object) {
        generator.writeRaw('\n');
    }
}

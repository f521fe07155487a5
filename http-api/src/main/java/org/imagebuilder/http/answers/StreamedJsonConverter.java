package org.imagebuilder.http.answers;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import org.apache.coyote.CloseNowException;
import org.imagebuilder.http.pace.Pace;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.json.JsonMapper;

/** Writes what controllers return as {@link StreamedJson}, in the manner of {@link JsonText}. */
final class StreamedJsonConverter extends AbstractHttpMessageConverter<StreamedJson> {

    private static final Logger log = LoggerFactory.getLogger(StreamedJsonConverter.class);

    private final JsonMapper mapper;

    StreamedJsonConverter(JsonMapper mapper) {
        super(MediaType.APPLICATION_JSON);
        this.mapper = mapper;
    }

    @Override
    protected boolean supports(Class<?> type) {
        return StreamedJson.class.isAssignableFrom(type);
    }

    @Override
    protected boolean canRead(@Nullable MediaType type) {
        return false;
    }

    @Override
    protected StreamedJson readInternal(Class<? extends StreamedJson> type, HttpInputMessage message) {
        throw new HttpMessageNotReadableException("requests are not streamed", message);
    }

    @Override
    protected void writeInternal(StreamedJson answer, HttpOutputMessage message) throws IOException {
        var now = (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
        HttpServletResponse response = Objects.requireNonNull(now.getResponse());
        try {
            write(answer, new PacedOutput(message.getBody(), Pace::new), JsonText.wantsPretty(now.getRequest()));
        } catch (IOException | RuntimeException e) {
            if (!response.isCommitted()) {
                throw e;
            }
            if (e instanceof IOException || e instanceof JacksonIOException) {
                log.debug("nobody takes the rest of an answer", e);
            } else {
                log.error("an answer breaks off", e);
            }
            throw new CloseNowException("an answer breaks off", e);
        }
    }

    private void write(StreamedJson answer, OutputStream out, boolean pretty) throws IOException {
        var json = new JsonOutput(mapper, pretty ? new IndentedJson(out) : out);
        answer.writeTo(json);
        json.end();
        out.write('\n');
    }
}

package org.imagebuilder.composer.download;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.imagebuilder.artifacts.Artifact;
import org.imagebuilder.http.errors.Fault;
import org.imagebuilder.http.errors.FaultException;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.web.context.request.ServletWebRequest;

/** A file as the answer to a request, or the part of it that is asked for, or that there is nothing new. */
record ImageAnswer(HttpServletRequest request, HttpServletResponse response) {

    private static final int BUFFER = 64 * 1024;

    /** @param filename under which the client is to store it */
    void send(Artifact file, String filename) throws IOException {
        String tag = '"' + file.version() + '"';
        long written = file.written().toEpochMilli();
        if (isOtherThanRequired(tag)) {
            response.setStatus(HttpServletResponse.SC_PRECONDITION_FAILED);
            return;
        }
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private");
        if (new ServletWebRequest(request, response).checkNotModified(tag, written)) {
            return;
        }
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        switch (range(file, tag)) {
            case ByteRange.Whole() -> {
                response.setStatus(HttpServletResponse.SC_OK);
                send(file, filename, 0, file.size());
            }
            case ByteRange.Part(long first, long last) -> {
                response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
                response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes " + first + "-" + last + "/" + file.size());
                send(file, filename, first, last - first + 1);
            }
            case ByteRange.Beyond() -> {
                response.setStatus(HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE);
                response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + file.size());
                response.setContentLength(0);
            }
        }
    }

    /** Spring looks at this header only where something is to be changed. */
    private boolean isOtherThanRequired(String tag) {
        String required = request.getHeader(HttpHeaders.IF_MATCH);
        return required != null
                && Stream.of(required.split(",", -1))
                        .map(String::strip)
                        .noneMatch(one -> one.equals("*") || one.equals(tag));
    }

    /** A range counts only if the file is still the one that the client has the rest of. */
    private ByteRange range(Artifact file, String tag) {
        String only = request.getHeader(HttpHeaders.IF_RANGE);
        List<String> headers = Collections.list(request.getHeaders(HttpHeaders.RANGE));
        return only == null || only.equals(tag) || isWritten(file)
                ? ByteRange.of(headers, file.size())
                : new ByteRange.Whole();
    }

    private boolean isWritten(Artifact file) {
        try {
            long since = request.getDateHeader(HttpHeaders.IF_RANGE);
            return TimeUnit.MILLISECONDS.toSeconds(since) == file.written().getEpochSecond();
        } catch (IllegalArgumentException _) {
            return false; // another tag
        }
    }

    private void send(Artifact file, String filename, long first, long length) throws IOException {
        response.setContentType(ImageFormats.contentType(filename));
        response.setContentLengthLong(length);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, disposition(filename));
        byte[] buffer = new byte[BUFFER];
        try (InputStream content = file.read(first, length)) {
            OutputStream out = response.getOutputStream();
            for (int read = read(content, buffer); read >= 0; read = read(content, buffer)) {
                out.write(buffer, 0, read);
            }
        }
    }

    /** What fails while nothing is sent yet can be answered as an error; later, the connection breaks. */
    private int read(InputStream content, byte[] buffer) throws IOException {
        try {
            return content.read(buffer);
        } catch (IOException e) {
            if (response.isCommitted()) {
                throw e;
            }
            throw new FaultException(Fault.UNAVAILABLE, "the image cannot be read at the moment", e);
        }
    }

    private static String disposition(String filename) {
        boolean plain = StandardCharsets.US_ASCII.newEncoder().canEncode(filename);
        return ContentDisposition.attachment()
                .filename(filename, plain ? StandardCharsets.US_ASCII : StandardCharsets.UTF_8)
                .build()
                .toString();
    }
}

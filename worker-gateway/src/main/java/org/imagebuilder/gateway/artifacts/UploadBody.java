package org.imagebuilder.gateway.artifacts;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import org.imagebuilder.http.errors.ApiException;
import org.springframework.util.unit.DataSize;

/** The bytes of a file as they arrive: no more than allowed, and not fewer than announced. */
final class UploadBody {

    private final InputStream content;
    private final long announced;
    private final DataSize limit;
    private long arrived;

    private UploadBody(InputStream content, long announced, DataSize limit) {
        this.content = content;
        this.announced = announced;
        this.limit = limit;
    }

    static UploadBody of(HttpServletRequest request, DataSize limit) {
        long announced = request.getContentLengthLong();
        if (announced > limit.toBytes()) {
            throw new ApiException(UploadRefusal.tooLarge(limit));
        }
        try {
            return new UploadBody(request.getInputStream(), announced, limit);
        } catch (IOException e) {
            throw incomplete(e);
        }
    }

    /** Reads what is there, at least one byte; negative at the end. */
    int read(byte[] buffer) {
        int read;
        try {
            read = content.read(buffer);
        } catch (IOException e) {
            throw incomplete(e);
        }
        arrived += Math.max(0, read);
        if (arrived > limit.toBytes()) {
            throw new ApiException(UploadRefusal.tooLarge(limit));
        }
        if (read < 0 && announced >= 0 && arrived < announced) {
            throw new ApiException(UploadRefusal.INCOMPLETE);
        }
        return read;
    }

    private static ApiException incomplete(IOException e) {
        return new ApiException(UploadRefusal.INCOMPLETE, null, e);
    }
}

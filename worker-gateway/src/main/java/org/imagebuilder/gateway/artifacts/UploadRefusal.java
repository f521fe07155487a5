package org.imagebuilder.gateway.artifacts;

import org.imagebuilder.gateway.errors.WorkerError;
import org.imagebuilder.http.errors.ApiError;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;

/** Why an upload is the sender's mistake. One number of the API stands for all, and errors there have no details. */
record UploadRefusal(String reason) implements ApiError {

    static final UploadRefusal NAME = new UploadRefusal(
            "An artifact's name is one path segment of at most 255 bytes without control characters and dot in front");

    static final UploadRefusal INCOMPLETE = new UploadRefusal("The artifact did not arrive completely");

    static UploadRefusal tooLarge(DataSize limit) {
        return new UploadRefusal("An artifact has at most " + limit.toBytes() + " bytes");
    }

    static UploadRefusal tooMany(int limit) {
        return new UploadRefusal("A job has at most " + limit + " artifacts");
    }

    @Override
    public int number() {
        return WorkerError.INVALID_CONTENT.number();
    }

    @Override
    public HttpStatus status() {
        return WorkerError.INVALID_CONTENT.status();
    }
}

package org.imagebuilder.gateway.errors;

import static org.springframework.http.HttpStatus.BAD_REQUEST;
import static org.springframework.http.HttpStatus.INTERNAL_SERVER_ERROR;
import static org.springframework.http.HttpStatus.METHOD_NOT_ALLOWED;
import static org.springframework.http.HttpStatus.NOT_ACCEPTABLE;
import static org.springframework.http.HttpStatus.NOT_FOUND;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.imagebuilder.http.errors.ApiError;
import org.imagebuilder.http.errors.ApiException;
import org.springframework.http.HttpStatus;

/** Every error of the worker API. Numbers and statuses are the contract with workers; some are only documented. */
public enum WorkerError implements ApiError {
    FORBIDDEN(2, HttpStatus.FORBIDDEN, "The caller may not do this"),
    UNSUPPORTED_MEDIA_TYPE(3, HttpStatus.UNSUPPORTED_MEDIA_TYPE, "A body must be declared as application/json"),
    JOB_NOT_FOUND(5, NOT_FOUND, "No running job belongs to this token"),
    JOB_NOT_RUNNING(6, BAD_REQUEST, "The job is not running"),
    MALFORMED_JOB_ID(7, BAD_REQUEST, "The job's token in the path is not a UUID"),
    MALFORMED_TOKEN(8, BAD_REQUEST, "The token in the path is not a UUID"),
    INVALID_ERROR_ID(9, BAD_REQUEST, "An error id is a number"),
    BODY_DECODING(10, BAD_REQUEST, "The body is not the JSON this operation expects"),
    RESOURCE_NOT_FOUND(11, NOT_FOUND, "Nothing is offered at this path with this method"),
    METHOD_NOT_OFFERED(12, METHOD_NOT_ALLOWED, "The path does not offer this method"),
    NOT_ACCEPTED(13, NOT_ACCEPTABLE, "Only JSON can be sent"),
    ERROR_NOT_FOUND(14, NOT_FOUND, "There is no error with this id"),
    INVALID_JOB_TYPE(15, BAD_REQUEST, "Jobs of this type are not for workers"),
    TENANT_NOT_FOUND(16, BAD_REQUEST, "The token names no tenant"),
    MALFORMED_WORKER_ID(17, BAD_REQUEST, "The worker's id is not a UUID"),
    WORKER_ID_NOT_FOUND(18, BAD_REQUEST, "No worker is registered under this id"),
    INVALID_CONTENT(19, BAD_REQUEST, "The content is not valid"),
    INVALID_LIMIT(20, BAD_REQUEST, "The limit is not a number from 1 to 1000"),
    DISCARDING_ARTIFACT(1000, INTERNAL_SERVER_ERROR, "The artifact cannot be taken"),
    CREATING_ARTIFACT(1001, INTERNAL_SERVER_ERROR, "The artifact cannot be created"),
    WRITING_ARTIFACT(1002, INTERNAL_SERVER_ERROR, "The artifact was not stored completely"),
    RESOLVING_JOB_ID(1003, INTERNAL_SERVER_ERROR, "The token could not be looked up"),
    FINISHING_JOB(1004, INTERNAL_SERVER_ERROR, "The result could not be stored"),
    JOB_STATUS(1005, INTERNAL_SERVER_ERROR, "The job's state could not be read"),
    REQUESTING_JOB(1006, INTERNAL_SERVER_ERROR, "No job could be handed out"),
    OPENAPI_LOAD(1007, INTERNAL_SERVER_ERROR, "The description of the API cannot be read"),
    INSERTING_WORKER(1008, INTERNAL_SERVER_ERROR, "The worker could not be registered"),
    UPDATING_WORKER(1009, INTERNAL_SERVER_ERROR, "The worker's sign of life could not be stored"),
    UPDATING_JOB(1010, INTERNAL_SERVER_ERROR, "The job's progress could not be stored"),
    UNSPECIFIED(10000, INTERNAL_SERVER_ERROR, "The request could not be served"),
    NOT_AN_API_ERROR(10001, INTERNAL_SERVER_ERROR, "Something unexpected went wrong"),
    ERROR_CODE_UNKNOWN(10002, INTERNAL_SERVER_ERROR, "An error occurred that has no number"),
    NO_OPERATION_ID(10003, INTERNAL_SERVER_ERROR, "The request has no operation id");

    private final int number;
    private final HttpStatus status;
    private final String reason;

    WorkerError(int number, HttpStatus status, String reason) {
        this.number = number;
        this.status = status;
        this.reason = reason;
    }

    static Optional<WorkerError> numbered(int number) {
        return Arrays.stream(values()).filter(e -> e.number == number).findFirst();
    }

    /** Runs something; whatever it fails with ends the request with this error. */
    public <T> T unless(Supplier<T> something) {
        try {
            return something.get();
        } catch (ApiException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new ApiException(this, null, e);
        }
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public HttpStatus status() {
        return status;
    }

    @Override
    public String reason() {
        return reason;
    }
}

package org.imagebuilder.http.bodies;

import org.imagebuilder.http.errors.Fault;
import org.imagebuilder.http.errors.FaultException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The body of a request, declared as JSON and not larger than the service reads, but not looked into yet. Controllers
 * get it as an argument; there is no other way to a body, so none is read without a limit.
 */
public final class JsonBody {

    private static final byte[] TAKEN = {};

    private byte[] bytes;
    private final JsonMapper mapper;

    JsonBody(byte[] bytes, JsonMapper mapper) {
        this.bytes = bytes;
        this.mapper = mapper;
    }

    /** As sent; not a copy. */
    public byte[] bytes() {
        return bytes;
    }

    /**
     * As sent, and given away: for operations that still take long when they have read it. Until a request is answered,
     * its arguments stay in memory.
     */
    public byte[] take() {
        byte[] taken = bytes;
        bytes = TAKEN;
        return taken;
    }

    /**
     * Reads it leniently: unknown members are ignored, absent ones are null.
     *
     * @throws FaultException if it is not JSON, if a member has another type than declared, or if it is {@code null}
     */
    public <T> T as(Class<T> type) {
        T value;
        try {
            value = mapper.readValue(bytes, type);
        } catch (JacksonException e) {
            throw new FaultException(Fault.UNREADABLE_BODY, JsonMistake.describe(e), e);
        }
        if (value == null) {
            throw new FaultException(Fault.UNREADABLE_BODY, "the body is null", null);
        }
        return value;
    }
}

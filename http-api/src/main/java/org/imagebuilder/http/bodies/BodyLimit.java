package org.imagebuilder.http.bodies;

import org.springframework.util.unit.DataSize;

/** The largest body a service reads. Each service provides one as a bean. */
public record BodyLimit(DataSize size) {

    public BodyLimit {
        if (size.toBytes() < 1 || size.toBytes() > Integer.MAX_VALUE - 16) {
            throw new IllegalArgumentException("a body limit is between 1 byte and 2 GiB, not " + size);
        }
    }

    int bytes() {
        return (int) size.toBytes();
    }
}

package org.imagebuilder.queue.secrets;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** What is encrypted. A result and its digest share a data key, since they come together. */
public enum Column {
    REQUEST("compose.request", "compose.request"),
    ARGUMENTS("job_payload.arguments", "job_payload.arguments"),
    RESULT("job_payload.result", "job_payload.result"),
    DIGEST("job_payload.digest", "job_payload.result");

    private final String name;
    private final String key;

    Column(String name, String key) {
        this.name = name;
        this.key = key;
    }

    /** What a data key is bound to: in any other place it is worth nothing. */
    byte[] place(UUID row) {
        return bytes(key + "/" + row);
    }

    /** What contents are bound to, besides their data key. */
    byte[] purpose() {
        return bytes(name);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return name;
    }
}

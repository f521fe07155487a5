package org.imagebuilder.queue.secrets;

import org.jspecify.annotations.Nullable;

/** Something encrypted cannot be read: its key is missing, or it is not what was written there. */
public final class UnreadablePayloadException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean keyMissing;

    private UnreadablePayloadException(String message, boolean keyMissing, @Nullable Throwable cause) {
        super(message, cause);
        this.keyMissing = keyMissing;
    }

    static UnreadablePayloadException withoutKey(String message) {
        return new UnreadablePayloadException(message, true, null);
    }

    static UnreadablePayloadException damaged(String message, @Nullable Throwable cause) {
        return new UnreadablePayloadException(message, false, cause);
    }

    /** Whether another process, with more keys, may be able to read it. */
    public boolean isKeyMissing() {
        return keyMissing;
    }
}

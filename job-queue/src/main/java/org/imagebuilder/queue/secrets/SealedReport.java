package org.imagebuilder.queue.secrets;

import org.jspecify.annotations.Nullable;

/** What a worker reports, encrypted. */
public final class SealedReport {

    private final byte @Nullable [] key;
    private final byte @Nullable [] keyBegin;
    private final SealedContent result;
    private final SealedContent digest;

    SealedReport(byte @Nullable [] key, byte @Nullable [] keyBegin, SealedContent result, SealedContent digest) {
        this.key = key;
        this.keyBegin = keyBegin;
        this.result = result;
        this.digest = digest;
    }

    /** The data key of both, itself encrypted; null if the row should have it already. */
    public byte @Nullable [] key() {
        return key;
    }

    /** What the row's own data key must begin with, or it is not the one of this report; null if that comes with it. */
    public byte @Nullable [] keyBegin() {
        return keyBegin;
    }

    public SealedContent result() {
        return result;
    }

    public SealedContent digest() {
        return digest;
    }
}

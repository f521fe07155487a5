package org.imagebuilder.queue.secrets;

/** Something encrypted, with its data key. */
public final class Sealed {

    private final byte[] key;
    private final SealedContent content;

    Sealed(byte[] key, SealedContent content) {
        this.key = key;
        this.content = content;
    }

    /** Itself encrypted, and bound to the row. */
    public byte[] key() {
        return key;
    }

    public SealedContent content() {
        return content;
    }
}

package org.imagebuilder.gateway.progress;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Checks texts of any length in little memory. */
final class Utf8 {

    private static final int CHARACTERS = 8 * 1024;

    private Utf8() {}

    static boolean isValid(byte[] bytes, int from, int length) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes, from, length);
        CharBuffer ignored = CharBuffer.allocate(Math.clamp(length, 1, CHARACTERS));
        CoderResult result;
        do {
            ignored.clear();
            result = decoder.decode(in, ignored, true);
        } while (result.isOverflow());
        return !result.isError();
    }
}

package org.imagebuilder.composer.download;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which bytes of a file are asked for. */
sealed interface ByteRange {

    /** All of them: nothing else was asked for, or nothing that is offered, like several ranges at once. */
    record Whole() implements ByteRange {}

    /** From the first to the last, both counted from 0. */
    record Part(long first, long last) implements ByteRange {}

    /** Bytes that the file does not have. */
    record Beyond() implements ByteRange {}

    Pattern SINGLE = Pattern.compile("bytes=[ \\t]*(\\d*)-(\\d*)[ \\t]*", Pattern.CASE_INSENSITIVE);

    /**
     * Reads a request.
     *
     * @param headers its {@code Range} headers
     * @param size of the file
     */
    static ByteRange of(List<String> headers, long size) {
        if (headers.size() != 1) {
            return new Whole();
        }
        Matcher range = SINGLE.matcher(headers.getFirst());
        if (!range.matches()) {
            return new Whole();
        }
        String first = range.group(1);
        String last = range.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? new Whole() : ending(number(last), size);
        }
        return between(number(first), last.isEmpty() ? Long.MAX_VALUE : number(last), size);
    }

    /** The last bytes. */
    private static ByteRange ending(long length, long size) {
        if (length == 0) {
            return new Beyond();
        }
        return size == 0 ? new Whole() : new Part(Math.max(0, size - length), size - 1);
    }

    private static ByteRange between(long first, long last, long size) {
        if (first > last) {
            return new Whole(); // not a range at all
        }
        return first >= size ? new Beyond() : new Part(first, Math.min(last, size - 1));
    }

    /** What is too large for a number is larger than any file. */
    private static long number(String digits) {
        String significant = digits.replaceFirst("^0+(?=\\d)", "");
        return significant.length() > 18 ? Long.MAX_VALUE : Long.parseLong(significant);
    }
}

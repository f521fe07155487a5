package org.imagebuilder.queue;

/** Arguments must not hold the escaped NUL character: many a JSON reader on the way to a worker chokes on it. */
final class EscapedNul {

    private static final String ESCAPE = "\\u0000";

    private EscapedNul() {}

    static void refuse(String json) {
        for (int at = json.indexOf(ESCAPE); at >= 0; at = json.indexOf(ESCAPE, at + 1)) {
            int backslashes = 0;
            while (at - backslashes - 1 >= 0 && json.charAt(at - backslashes - 1) == '\\') {
                backslashes++;
            }
            // after an odd number of backslashes this one is itself escaped, and what follows is plain text
            if (backslashes % 2 == 0) {
                throw new IllegalArgumentException("arguments hold the NUL character");
            }
        }
    }
}

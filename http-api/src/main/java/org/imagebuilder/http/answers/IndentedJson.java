package org.imagebuilder.http.answers;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Indents the JSON that passes by two spaces, whatever its size: it looks at single bytes of UTF-8 only. */
final class IndentedJson extends OutputStream {

    private static final byte[] INDENT = "  ".getBytes(StandardCharsets.US_ASCII);

    private final OutputStream out;
    private int depth;
    private boolean empty;
    private boolean inText;
    private boolean escaped;

    IndentedJson(OutputStream out) {
        this.out = new BufferedOutputStream(out);
    }

    @Override
    public void write(int b) throws IOException {
        if (inText) {
            out.write(b);
            inText = escaped || b != '"';
            escaped = !escaped && b == '\\';
            return;
        }
        switch (b) {
            case ' ', '\t', '\r', '\n' -> {}
            case '{', '[' -> {
                begin(b);
                depth++;
                empty = true;
            }
            case '}', ']' -> {
                depth--;
                if (!empty) {
                    breakLine();
                }
                empty = false;
                out.write(b);
            }
            case ',' -> {
                out.write(b);
                breakLine();
            }
            case ':' -> {
                out.write(b);
                out.write(' ');
            }
            default -> {
                begin(b);
                inText = b == '"';
            }
        }
    }

    private void begin(int b) throws IOException {
        if (empty) {
            breakLine();
            empty = false;
        }
        out.write(b);
    }

    private void breakLine() throws IOException {
        out.write('\n');
        for (int i = 0; i < depth; i++) {
            out.write(INDENT);
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}

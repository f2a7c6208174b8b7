package io.candlestream.runtime.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is asked for.
 *
 * @param path without what stands behind a question mark
 * @param accept the formats that the asker takes
 */
record Request(String method, String path, Optional<String> accept) {
    private static final int LONGEST_HEAD = 8 * 1024;
    private static final Pattern LINE = Pattern.compile("([A-Z]+) (/[^ ?]*)(?:\\?[^ ]*)? HTTP/1\\.[01]");

    /** Reads up to the empty line behind the headers; empty for what is no request, or too long for one. */
    static Optional<Request> read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!ends(head)) {
            int next = in.read();
            if (next < 0 || head.length() == LONGEST_HEAD) {
                return Optional.empty();
            }
            head.append((char) next);
        }
        return parse(head.toString());
    }

    private static boolean ends(StringBuilder head) {
        int length = head.length();
        return length >= 2
                && head.charAt(length - 1) == '\n'
                && (head.charAt(length - 2) == '\n' || head.indexOf("\r\n\r\n", length - 4) >= 0);
    }

    private static Optional<Request> parse(String head) {
        var lines = head.lines().toList();
        var first = LINE.matcher(lines.get(0));
        Optional<String> accept = lines.stream()
                .skip(1)
                .filter(line -> line.regionMatches(true, 0, "Accept:", 0, "Accept:".length()))
                .map(line -> line.substring("Accept:".length()).strip())
                .findFirst();
        return first.matches() ? Optional.of(new Request(first.group(1), first.group(2), accept)) : Optional.empty();
    }
}

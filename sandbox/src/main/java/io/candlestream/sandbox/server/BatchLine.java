package io.candlestream.sandbox.server;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line that the consumer logs for each batch: the one place outside of the consumer that reads it.
 *
 * @param millis how long the whole trigger took
 */
public record BatchLine(long batch, long read, long written, long rejected, long millis, Split split) {
    /** Where those milliseconds went. */
    public record Split(long offsets, long plan, long rows, long checkpoint) {}

    private static final Pattern LINE = Pattern.compile(
            "batch (\\d+)(?: of [^:]+)?: read (\\d+) rows, written (\\d+), .*rejected (\\d+)\\b.* (\\d+) ms"
                    + " \\(offsets (\\d+), plan (\\d+), rows (\\d+), checkpoint (\\d+)\\)$");

    /** The batch of {@code line}; empty for a line about anything else. */
    public static Optional<BatchLine> parse(String line) {
        Matcher fields = LINE.matcher(line);
        return fields.find()
                ? Optional.of(new BatchLine(
                        number(fields, 1),
                        number(fields, 2),
                        number(fields, 3),
                        number(fields, 4),
                        number(fields, 5),
                        new Split(number(fields, 6), number(fields, 7), number(fields, 8), number(fields, 9))))
                : Optional.empty();
    }

    private static long number(Matcher fields, int group) {
        return Long.parseLong(fields.group(group));
    }
}

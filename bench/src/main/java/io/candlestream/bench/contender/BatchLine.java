package io.candlestream.bench.contender;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the consumer's one line a batch says.
 *
 * @param millis how long the whole trigger took
 */
public record BatchLine(long read, long written, long rejected, long millis, Split split) {
    /** Where those milliseconds went. */
    public record Split(long offsets, long plan, long rows, long checkpoint) {}

    private static final Pattern LINE =
            Pattern.compile("batch \\d+: read (\\d+) rows, written (\\d+), .*rejected (\\d+)\\b.* (\\d+) ms"
                    + " \\(offsets (\\d+), plan (\\d+), rows (\\d+), checkpoint (\\d+)\\)$");

    /** The fields of {@code line}, when it is such a one. */
    public static Optional<BatchLine> parse(String line) {
        Matcher fields = LINE.matcher(line);
        return fields.find()
                ? Optional.of(new BatchLine(
                        number(fields, 1),
                        number(fields, 2),
                        number(fields, 3),
                        number(fields, 4),
                        new Split(number(fields, 5), number(fields, 6), number(fields, 7), number(fields, 8))))
                : Optional.empty();
    }

    private static long number(Matcher fields, int group) {
        return Long.parseLong(fields.group(group));
    }
}

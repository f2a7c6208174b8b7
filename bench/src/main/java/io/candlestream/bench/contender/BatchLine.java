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

    /** The words of {@code line}, when it is such a one. */
    public static Optional<BatchLine> parse(String line) {
        Matcher words = LINE.matcher(line);
        return words.find()
                ? Optional.of(new BatchLine(
                        number(words, 1),
                        number(words, 2),
                        number(words, 3),
                        number(words, 4),
                        new Split(number(words, 5), number(words, 6), number(words, 7), number(words, 8))))
                : Optional.empty();
    }

    private static long number(Matcher words, int group) {
        return Long.parseLong(words.group(group));
    }
}

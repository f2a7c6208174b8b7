package io.candlestream.bench.contender;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The line in which a program tells how many rows it took in which time. */
record ResultLine(long rows, double seconds) {
    /** As all contenders of this project say it. */
    private static final Pattern BENCH = Pattern.compile("BENCH rows=(\\d+) seconds=(\\d+\\.\\d+)");

    /**
     * As Kafka's ConsumerPerformance says it: start, end, MB, MB/s, messages, messages/s, rebalance ms, fetch ms, ...; the time is
     * that of fetching, without joining the group.
     */
    private static final Pattern PERFORMANCE =
            Pattern.compile("\\d{4}-[^,]*, \\d{4}-[^,]*, [^,]*, [^,]*, (\\d+), [^,]*, [^,]*, (\\d+),.*");

    /** What {@code line} tells, if it is such a line. */
    static Optional<ResultLine> of(String line) {
        Matcher bench = BENCH.matcher(line);
        Matcher performance = PERFORMANCE.matcher(line);
        if (bench.matches()) {
            return Optional.of(new ResultLine(Long.parseLong(bench.group(1)), Double.parseDouble(bench.group(2))));
        }
        return performance.matches()
                ? Optional.of(new ResultLine(
                        Long.parseLong(performance.group(1)), Long.parseLong(performance.group(2)) / 1000.0))
                : Optional.empty();
    }

    /** When that was, if it was said at {@code now}. */
    Span until(long now) {
        return new Span(rows, now - Math.round(seconds * 1e9), now);
    }
}

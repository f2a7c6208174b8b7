package io.candlestream.bench.contender;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The line in which a program tells how many rows it took in which time. */
record ResultLine(long rows, double seconds) {
    private static final Pattern BENCH = Pattern.compile("BENCH rows=(\\d+) seconds=(\\d+\\.\\d+)");

    /** Start, end, MB, MB/s, messages, messages/s, rebalance ms, fetch ms, ... */
    private static final Pattern PERFORMANCE =
            Pattern.compile("\\d{4}-[^,]*, \\d{4}-[^,]*, [^,]*, [^,]*, (\\d+), [^,]*, [^,]*, (\\d+),.*");

    /** As all contenders of this project say it. */
    static Optional<ResultLine> ofBench(String line) {
        Matcher fields = BENCH.matcher(line);
        return fields.matches()
                ? Optional.of(new ResultLine(Long.parseLong(fields.group(1)), Double.parseDouble(fields.group(2))))
                : Optional.empty();
    }

    /** As Kafka's ConsumerPerformance says it; the time is that of fetching, without joining the group. */
    static Optional<ResultLine> ofConsumerPerformance(String line) {
        Matcher fields = PERFORMANCE.matcher(line);
        return fields.matches()
                ? Optional.of(new ResultLine(Long.parseLong(fields.group(1)), Long.parseLong(fields.group(2)) / 1000.0))
                : Optional.empty();
    }

    /** When that was, if it was said at {@code now}. */
    Span until(long now) {
        return new Span(rows, now - Math.round(seconds * 1e9), now);
    }
}

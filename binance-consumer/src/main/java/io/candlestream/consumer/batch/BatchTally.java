package io.candlestream.consumer.batch;

import io.candlestream.consumer.meter.Ages;
import io.candlestream.consumer.row.Reason;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What became of the records of a task, or of a whole batch.
 *
 * @param rejected how many were rejected, by cause
 * @param ages of the live rows when they had been written
 * @param newest rows for the console, newest first
 */
record BatchTally(long read, long written, Map<Reason, Long> rejected, Ages ages, List<Line> newest)
        implements Serializable {
    private static final long serialVersionUID = 1;

    static final BatchTally NOTHING = new BatchTally(0, 0, Map.of(), new Ages(), List.of());

    /** A row in words for the console, with the clustering key by which it is ordered. */
    record Line(long clustering, List<String> cells) implements Serializable {
        private static final long serialVersionUID = 1;
    }

    long rejections() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many updates were left out for a newer one in the same batch. */
    long superseded() {
        return read - written - rejections();
    }

    /** Both together, with the newest {@code lines} lines. */
    BatchTally plus(BatchTally other, int lines) {
        Map<Reason, Long> causes = new EnumMap<>(Reason.class);
        causes.putAll(rejected);
        other.rejected.forEach((reason, count) -> causes.merge(reason, count, Long::sum));
        return new BatchTally(
                read + other.read,
                written + other.written,
                causes,
                ages.plus(other.ages),
                newest(Stream.concat(newest.stream(), other.newest.stream()), lines));
    }

    /** The newest {@code count} of {@code lines}, newest first. */
    static List<Line> newest(Stream<Line> lines, int count) {
        return lines.sorted(Comparator.comparingLong(Line::clustering).reversed())
                .limit(count)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** Such as {@code read 512 rows, written 120, superseded 390, rejected 2 (not-a-number 2)}. */
    @Override
    public String toString() {
        String causes = rejected.entrySet().stream()
                .map(cause -> cause.getKey().code() + " " + cause.getValue())
                .collect(Collectors.joining(", ", " (", ")"));
        return "read " + read + " rows, written " + written + ", superseded " + superseded() + ", rejected "
                + rejections() + (rejected.isEmpty() ? "" : causes);
    }
}

package io.candlestream.tools.candles;

import io.candlestream.schema.Interval;
import io.candlestream.tools.access.Asset;
import io.candlestream.tools.access.AssetTable.Span;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the table has of one asset.
 *
 * @param closed from its first closed candle to its last; empty when none is closed yet
 * @param counts absent where nobody counted
 */
record Holding(Asset asset, String interval, Optional<Span> closed, Optional<Counts> counts) {
    /**
     * How many candles there are, and how many there could be.
     *
     * @param rows closed candles
     * @param slots of the grid from the first to the last of them
     * @param empty those of the slots that the exchange has confirmed as empty
     */
    record Counts(long rows, long slots, long empty) {
        /** The slots of {@code ranges} that lie between the open times, each once however many ranges it is in. */
        static long within(List<Span> ranges, Interval interval, long first, long last) {
            Instant end = Instant.ofEpochMilli(interval.endOf(last));
            return Span.merged(ranges, Instant.ofEpochMilli(first), end).stream()
                    .mapToLong(span -> interval.slots(
                            span.first().toEpochMilli(), span.last().toEpochMilli()))
                    .sum();
        }

        /** In percent with two digits, rounded down: 100 is all. */
        BigDecimal complete() {
            long possible = slots - empty;
            return possible <= 0
                    ? BigDecimal.valueOf(100)
                    : BigDecimal.valueOf(100)
                            .multiply(BigDecimal.valueOf(rows))
                            .divide(BigDecimal.valueOf(possible), 2, RoundingMode.DOWN)
                            .min(BigDecimal.valueOf(100))
                            .stripTrailingZeros();
        }
    }

    /** Plain data for a program. */
    Map<String, Object> data() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("asset", asset.name());
        data.put("symbol", asset.symbol());
        data.put("interval", interval);
        closed.ifPresent(span -> {
            data.put("first", span.first().toString());
            data.put("last", span.last().toString());
        });
        counts.ifPresent(some -> {
            data.put("rows", some.rows());
            data.put("slots", some.slots());
            data.put("empty", some.empty());
            data.put("complete", some.complete());
        });
        return data;
    }
}

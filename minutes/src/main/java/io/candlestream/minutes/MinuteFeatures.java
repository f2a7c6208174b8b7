package io.candlestream.minutes;

import java.io.Serializable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What was computed of a closed candle and those before it, on its way into the clean file of its minute.
 *
 * @param values of {@link MinuteLayout#features}, in their order; null for what is absent
 * @param version of two computations the one with the larger version stays
 */
public record MinuteFeatures(String symbol, String interval, Instant openTime, List<Double> values, long version)
        implements Serializable {
    private static final long serialVersionUID = 1;

    /**
     * One whose values {@code read} gives, by the names of the columns; null for what is absent.
     *
     * @param version as above
     */
    public static MinuteFeatures of(Function<String, Object> read, long version) {
        List<Double> values = new ArrayList<>();
        for (String column : MinuteLayout.CLEAN.features()) {
            values.add(read.apply(column) instanceof Number number ? number.doubleValue() : null);
        }
        String symbol = text(read.apply("symbol"));
        return new MinuteFeatures(
                symbol.isEmpty() ? text(read.apply("asset_name")) : symbol,
                text(read.apply("interval")),
                (Instant) read.apply("timestamp"),
                values,
                version);
    }

    /** Of few different ones, of which one each is kept; empty where it is absent. */
    private static String text(Object value) {
        return value instanceof String text ? text.intern() : "";
    }

    /** Into whose files they go. */
    Instant minute() {
        return openTime.truncatedTo(ChronoUnit.MINUTES);
    }

    MinuteKey key() {
        return new MinuteKey(symbol, interval, openTime);
    }
}

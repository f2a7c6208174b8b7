package io.candlestream.loader.fetch;

import io.candlestream.schema.Interval;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a file of the archive tells of a pair: candles of an interval, or trades.
 *
 * <p>Source: binance-public-data, README.md.
 *
 * @param folder that has one folder of each symbol
 * @param interval of candles; empty for what has none
 */
public record ArchivedSeries(String folder, Optional<Interval> interval) {
    private static final String KLINES = "klines";
    private static final Set<Interval> LONG = EnumSet.of(Interval.DAY_3, Interval.WEEK_1, Interval.MONTH_1);

    /** The streams of which the archive has files. */
    public enum Stream {
        KLINES(ArchivedSeries.KLINES),
        TRADES("trades"),
        AGG_TRADES("aggTrades");

        private final String folder;

        Stream(String folder) {
            this.folder = folder;
        }
    }

    /** Candles. */
    public static ArchivedSeries of(Interval interval) {
        return new ArchivedSeries(KLINES, Optional.of(interval));
    }

    /** Of {@code stream}; {@code interval} is that of candles. */
    public static ArchivedSeries of(Stream stream, Interval interval) {
        return new ArchivedSeries(stream.folder, stream == Stream.KLINES ? Optional.of(interval) : Optional.empty());
    }

    /** How the names of its files tell it. */
    String code() {
        return interval.map(length -> length.code().replace("M", "mo")).orElse(folder);
    }

    /** Where the files of {@code symbol} are, below the folder; ends with a slash. */
    String below(String symbol) {
        return symbol + "/" + interval.map(length -> code() + "/").orElse("");
    }

    /** Whether the archive has it by month alone. */
    boolean isMonthly() {
        return interval.filter(LONG::contains).isPresent();
    }

    @Override
    public String toString() {
        return interval.map(length -> length.code() + " ").orElse("") + folder;
    }
}

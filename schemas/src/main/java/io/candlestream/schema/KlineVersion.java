package io.candlestream.schema;

import java.util.OptionalLong;

/**
 * When an update of a candle counts as written, derived from the update itself: so updates may arrive late, twice or in
 * any order, and the table ends the same. In microseconds, the unit of Cassandra's {@code USING TIMESTAMP}.
 *
 * <p>Two updates of one write time would tie, and Cassandra breaks a tie cell by cell: a candle that never existed. So the
 * last digits are a hash of the row's values, and updates that differ have different write times, all but one in a
 * thousand of those that are otherwise of one time. An update that comes again has the same.
 */
public final class KlineVersion {
    private static final long MICROS = 1000;
    /** From the close to the first write time of a closed update, milliseconds: room for open ones that came late. */
    private static final long OPEN_ROOM = 1000;
    /** Later than this, in milliseconds, all closing updates of the socket count as equally late. */
    private static final long LATEST = 99_999;
    /** What REST says begins here, above all that the socket can say: {@code (LATEST + 1) * MICROS}. */
    private static final long HISTORY = 100_000_000;
    /** Versions of history that were made within this time, in milliseconds, differ by their hash alone. */
    private static final long UNIT = 2000;
    /** 17 years. */
    private static final long MOST_UNITS = (1L << 28) - 1;

    private static final int HASH_BITS = 10;
    /** What the archive says begins here, above all that REST can say: 76 hours. */
    private static final long ARCHIVE = 1L << 38;

    private KlineVersion() {}

    /**
     * The hash of a candle's values: all that the exchange told of it and that is stored beside its times.
     *
     * @param takerBuyVolume -1 when absent, as is {@code takerBuyQuoteVolume}
     * @param firstTradeId -1 when unknown, as is {@code lastTradeId}
     */
    public static long hash(
            double open,
            double high,
            double low,
            double close,
            double volume,
            double quoteVolume,
            double takerBuyVolume,
            double takerBuyQuoteVolume,
            long trades,
            long firstTradeId,
            long lastTradeId) {
        long hash = mixed(VersionHash.START, open);
        hash = mixed(hash, high);
        hash = mixed(hash, low);
        hash = mixed(hash, close);
        hash = mixed(hash, volume);
        hash = mixed(hash, quoteVolume);
        hash = mixed(hash, takerBuyVolume);
        hash = mixed(hash, takerBuyQuoteVolume);
        hash = VersionHash.mixed(hash, trades);
        hash = VersionHash.mixed(hash, firstTradeId);
        return VersionHash.mixed(hash, lastTradeId);
    }

    private static long mixed(long hash, double value) {
        return VersionHash.mixed(hash, Double.doubleToRawLongBits(value));
    }

    /**
     * The close by which all versions of a candle count, in epoch milliseconds: that of its place in the grid, also where the
     * exchange's history tells an earlier one since trading was halted. The socket does not know of that; so what corrects it
     * would be older than it. A candle off the grid, or one that closes later, counts by its own close.
     *
     * @param openTime in epoch milliseconds, as is {@code closeTime}
     */
    public static long close(Interval interval, long openTime, long closeTime) {
        return interval.opensAt(openTime) ? Math.max(closeTime, interval.endOf(openTime) - 1) : closeTime;
    }

    /**
     * An open update: {@code min(event, close + 999) * 1000 + hash mod 1000}. So it stays below every closed update of the
     * same candle.
     *
     * @param closeTime by {@link #close}
     * @param eventTime in epoch milliseconds
     * @param hash of the row's values
     */
    public static long ofOpen(long closeTime, long eventTime, long hash) {
        return Math.min(eventTime, closeTime + OPEN_ROOM - 1) * MICROS + Math.floorMod(hash, MICROS);
    }

    /**
     * A closed update, from {@code base = (close + 1000) * 1000} on. REST corrects the socket and the archive corrects
     * both; of two versions of one source the one that was made later wins.
     *
     * <ul>
     *   <li>socket: {@code base + min(late, 99,999) * 1000 + hash mod 1000}, where {@code late = event - close >= 0}
     *   <li>REST: {@code base + 100,000,000 + units * 1024 + hash mod 1024}, where {@code units = late / 2000} up to 2^28 - 1
     *   <li>archive: 2^38 more than REST
     * </ul>
     *
     * @param closeTime by {@link #close}
     * @param eventTime when the source made this version, in epoch milliseconds; an absent one counts as the close
     * @param source {@code rest}, {@code archive}, anything else ranks as {@code socket}
     * @param hash of the row's values
     */
    public static long ofClosed(long closeTime, OptionalLong eventTime, String source, long hash) {
        long late = Math.max(0, eventTime.orElse(closeTime) - closeTime);
        long base = (closeTime + OPEN_ROOM) * MICROS;
        return switch (source) {
            case "rest" -> base + HISTORY + version(late, hash);
            case "archive" -> base + HISTORY + ARCHIVE + version(late, hash);
            default -> base + Math.min(late, LATEST) * MICROS + Math.floorMod(hash, MICROS);
        };
    }

    private static long version(long late, long hash) {
        return (Math.min(late / UNIT, MOST_UNITS) << HASH_BITS) + Math.floorMod(hash, 1L << HASH_BITS);
    }
}

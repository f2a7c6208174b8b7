package io.candlestream.consumer.kline;

import java.util.OptionalLong;

/**
 * When an update of a candle counts as written, derived from the candle itself: so updates may arrive late, twice or in
 * any order, and the table ends the same. In microseconds, the unit of Cassandra's {@code USING TIMESTAMP}.
 */
final class WriteTime {
    private static final long MICROS = 1000;
    private static final long RANK_STEP = 10_000_000;
    private static final long LAST_IN_MILLISECOND = 999;

    private WriteTime() {}

    /**
     * An open update: {@code min(event, close) * 1000}, and where the event comes after the close, one microsecond for
     * each millisecond after it, at most 999. So it stays below every closed update of the same candle.
     *
     * @param closeTime in epoch milliseconds
     * @param eventTime in epoch milliseconds
     */
    static long ofOpen(long closeTime, long eventTime) {
        long late = Math.max(0, eventTime - closeTime);
        return Math.min(eventTime, closeTime) * MICROS + Math.min(late, LAST_IN_MILLISECOND);
    }

    /**
     * A closed update: {@code (close + 1) * 1000 + rank * 10,000,000 + clamp(event - close, 0, 9,999,999)}. REST corrects
     * the socket and the archive corrects both; of two updates of one source the one with the later event wins.
     *
     * @param closeTime in epoch milliseconds
     * @param eventTime in epoch milliseconds; an absent one counts as the close
     * @param source {@code rest}, {@code archive}, anything else ranks as {@code socket}
     */
    static long ofClosed(long closeTime, OptionalLong eventTime, String source) {
        long late = eventTime.orElse(closeTime) - closeTime;
        return (closeTime + 1) * MICROS + rank(source) * RANK_STEP + Math.max(0, Math.min(late, RANK_STEP - 1));
    }

    private static long rank(String source) {
        return switch (source) {
            case "rest" -> 1;
            case "archive" -> 2;
            default -> 0;
        };
    }
}

package io.candlestream.consumer.trade;

import java.util.HashMap;
import java.util.Map;

/** The partitions of the table, each a symbol's hour, with the text that stands for it: made once, not for each trade. One thread's. */
final class TradeHours {
    private static final long HOUR = 3_600_000;

    private final Map<String, Hour> newest = new HashMap<>();

    /** @param start epoch milliseconds */
    record Hour(long start, String partition) {}

    /** The hour of {@code symbol} in which {@code time} lies, epoch milliseconds. */
    Hour of(String symbol, long time) {
        long start = Math.floorDiv(time, HOUR) * HOUR;
        Hour hour = newest.get(symbol);
        if (hour == null || hour.start() != start) {
            hour = new Hour(start, symbol + ' ' + start);
            newest.put(symbol, hour);
        }
        return hour;
    }
}

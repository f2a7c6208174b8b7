package io.candlestream.dashboard.chart;

import io.candlestream.dashboard.candle.ChartCandle;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The newest candles of one asset, as far back as somebody's newest bar reaches: what a refresh need not read again. */
final class RecentCandles {
    /** A candle that is still open though so many follow it will not be closed by its own update any more. */
    static final int STRAGGLERS = 100;

    private final TreeMap<Long, ChartCandle> candles = new TreeMap<>();

    boolean isEmpty() {
        return candles.isEmpty();
    }

    long oldest() {
        return candles.firstKey();
    }

    long newest() {
        return candles.lastKey();
    }

    /** Where the next refresh has to begin: at the oldest candle that may still change. */
    long unsettled() {
        return candles.descendingMap().values().stream()
                .limit(STRAGGLERS)
                .filter(candle -> !candle.closed())
                .mapToLong(ChartCandle::openTime)
                .min()
                .orElseGet(candles::lastKey);
    }

    /** Takes what was read; the open time of the oldest candle that is new or has changed. */
    OptionalLong put(List<ChartCandle> read) {
        OptionalLong changed = read.stream()
                .filter(candle -> !candle.equals(candles.get(candle.openTime())))
                .mapToLong(ChartCandle::openTime)
                .min();
        read.forEach(candle -> candles.put(candle.openTime(), candle));
        return changed;
    }

    /** The open time of the candle before the one at {@code openTime}; that one's own where there is none. */
    long before(long openTime) {
        Map.Entry<Long, ChartCandle> entry = candles.lowerEntry(openTime);
        return entry == null ? openTime : entry.getKey();
    }

    /** All from {@code openTime} on, oldest first. */
    List<ChartCandle> from(long openTime) {
        return List.copyOf(candles.tailMap(openTime, true).values());
    }

    void forgetBefore(long openTime) {
        candles.headMap(openTime, false).clear();
    }
}

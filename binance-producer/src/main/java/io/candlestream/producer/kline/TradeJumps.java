package io.candlestream.producer.kline;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where the trade ids of a symbol's closed candles go on further on: trades were made in between, so there are candles,
 * whatever REST says. Any thread may ask.
 */
final class TradeJumps {
    /** Of a symbol; the oldest are forgotten. */
    private static final int MOST = 100;

    private final Map<String, Jumps> bySymbol = new ConcurrentHashMap<>();

    /** Takes an update of the socket. */
    void take(Kline kline) {
        if (kline.closed() && kline.trades() > 0) {
            bySymbol.computeIfAbsent(kline.symbol(), symbol -> new Jumps()).take(kline);
        }
    }

    /** The jump that spans the candles from {@code from} to before {@code to}, epoch milliseconds. */
    Optional<Jump> over(String symbol, long from, long to) {
        return Optional.ofNullable(bySymbol.get(symbol)).flatMap(jumps -> jumps.over(from, to));
    }

    /**
     * Candles that were not heard.
     *
     * @param from the end of the last candle with trades before them, epoch milliseconds
     * @param to the open time of the first one behind them
     * @param trades how many trades they have together
     */
    record Jump(long from, long to, long trades) {}

    private static final class Jumps {
        private final NavigableMap<Long, Jump> byFrom = new TreeMap<>();
        private long end = Long.MAX_VALUE;
        private long lastId;

        synchronized void take(Kline kline) {
            long trades = kline.firstTradeId() - lastId - 1;
            if (kline.openTime() > end && trades > 0) {
                byFrom.put(end, new Jump(end, kline.openTime(), trades));
                if (byFrom.size() > MOST) {
                    byFrom.pollFirstEntry();
                }
            }
            if (end == Long.MAX_VALUE || kline.openTime() >= end) {
                end = kline.interval().endOf(kline.openTime());
                lastId = kline.lastTradeId();
            }
        }

        synchronized Optional<Jump> over(long from, long to) {
            return Optional.ofNullable(byFrom.floorEntry(from))
                    .map(Map.Entry::getValue)
                    .filter(jump -> to <= jump.to());
        }
    }
}

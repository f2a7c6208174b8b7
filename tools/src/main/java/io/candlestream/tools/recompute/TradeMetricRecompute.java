package io.candlestream.tools.recompute;

import io.candlestream.derive.metrics.TradeWindow;
import io.candlestream.derive.metrics.TradeWindow.Metrics;
import io.candlestream.derive.metrics.TradeWindow.Trade;
import io.candlestream.schema.RecordSchema;
import io.candlestream.schema.SlidingWindows;
import io.candlestream.tools.made.MadeTable;
import io.candlestream.tools.trades.StoredTrades;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Makes metrics of the stored trades, hour by hour, which may be more than the consumer knew when it made them; where they are fewer, what is
 * stored stays.
 *
 * @param from the first moment of the windows that are made, {@code to} their end, excluded
 */
record TradeMetricRecompute(StoredTrades trades, SlidingWindows time, Instant from, Instant to) {
    static final MadeTable.Columns COLUMNS = MadeTable.Columns.of(
            "symbol,interval,timestamp",
            "known_at,avg_price,vwap,min_price,max_price,current_price,volatility,quote_volume,bought_quote_volume,"
                    + "sold_quote_volume,trades,first_trade_id,last_trade_id",
            Stream.empty());

    private static final long HOUR = 3_600_000;

    /** Writes those of the symbols, or assets, of {@code names}, of all without any, and returns how many rows. */
    long write(List<String> names, MadeTable stored) {
        trades.hours(names).forEach((symbol, hours) -> {
            write(symbol, hours, stored);
            stored.flush();
        });
        return stored.written();
    }

    private void write(String symbol, NavigableSet<Long> hours, MadeTable stored) {
        long millis = time.lengthMillis();
        TreeMap<Long, TradeWindow> windows = new TreeMap<>();
        for (long hour : hours) {
            if (Instant.ofEpochMilli(hour + HOUR).isAfter(from)
                    && Instant.ofEpochMilli(hour - millis).isBefore(to)) {
                trades.trades(symbol, hour).forEach(one -> {
                    Trade trade = new Trade(
                            one.id(),
                            one.time(),
                            one.price(),
                            one.quantity(),
                            one.buyerMaker(),
                            RecordSchema.rank(one.source()));
                    time.starts(trade.time()).forEach(start -> windows.computeIfAbsent(
                                    start, begin -> new TradeWindow(begin, begin + millis))
                            .add(trade));
                });
                while (!windows.isEmpty() && windows.firstKey() + millis <= hour + HOUR) {
                    write(symbol, windows.pollFirstEntry().getValue(), stored);
                }
            }
        }
        windows.values().forEach(window -> write(symbol, window, stored));
    }

    private void write(String symbol, TradeWindow window, MadeTable stored) {
        Instant start = Instant.ofEpochMilli(window.start());
        if (start.isBefore(from) || !start.isBefore(to)) {
            return;
        }
        Metrics metrics = window.metrics();
        stored.write(new MadeTable.Row(
                Arrays.asList(
                        symbol,
                        time.code(),
                        start,
                        Instant.ofEpochMilli(metrics.knownAt()),
                        metrics.averagePrice(),
                        metrics.vwap(),
                        MadeTable.shortest(metrics.lowestPrice()),
                        MadeTable.shortest(metrics.highestPrice()),
                        MadeTable.shortest(metrics.currentPrice()),
                        MadeTable.real(metrics.volatility()),
                        MadeTable.shortest(metrics.volume()),
                        MadeTable.shortest(metrics.bought()),
                        MadeTable.shortest(metrics.sold()),
                        metrics.trades(),
                        metrics.firstId(),
                        metrics.lastId()),
                false,
                window.version()));
    }
}

package io.candlestream.simulator.stored;

import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.history.Candle;
import io.candlestream.history.History;
import io.candlestream.history.LookAhead;
import io.candlestream.runtime.number.ShortestDecimal;
import io.candlestream.schema.Interval;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The table of the candles, of which those of one interval are played.
 *
 * @param assets the names under which the candles of a symbol are stored
 */
record TableCandles(TableStore store, String name, Interval interval, Map<String, String> assets, List<String> notes)
        implements History {
    private static final int FEW = 5;

    private static final String COLUMNS =
            "symbol, timestamp, close_time, open, high, low, close, volume, quote_volume, taker_buy_volume,"
                    + " taker_buy_quote_volume, trades, first_trade_id, last_trade_id, is_closed, interval";

    /** @throws IllegalArgumentException when it has no candles of {@code interval} */
    static TableCandles of(TableStore store, String table, Interval interval) {
        record Asset(String name, String symbol, String interval) {}
        String name = store.named(table);
        List<Asset> all = store.rows(
                        TableStore.page(1),
                        "SELECT asset_name, symbol, interval FROM " + name + " PER PARTITION LIMIT 1")
                .map(row -> new Asset(
                        TableStore.text(row, "asset_name"),
                        TableStore.text(row, "symbol"),
                        TableStore.text(row, "interval")))
                .toList();
        Map<String, String> assets = new TreeMap<>();
        all.stream()
                .filter(asset -> asset.interval().equals(interval.code())
                        && !asset.symbol().isEmpty())
                .forEach(asset -> assets.put(asset.symbol(), asset.name()));
        int others = all.size() - assets.size();
        List<String> notes = StoredHistory.leftOut(name, interval, assets.keySet(), others, "assets");
        return new TableCandles(store, name, interval, assets, notes);
    }

    List<String> symbols() {
        return List.copyOf(assets.keySet());
    }

    /** First a few, so that hundreds of pairs begin at once, then page by page. */
    @Override
    public Iterator<Candle> candles(String symbol, long fromOpen, long toOpen) {
        return new LookAhead<>() {
            private Iterator<Candle> rows = rows(symbol, fromOpen, toOpen, FEW);
            private long next = fromOpen;
            private boolean more = true;

            @Override
            protected Optional<Candle> find() {
                if (!rows.hasNext() && more) {
                    more = false;
                    rows = rows(symbol, next, toOpen, Integer.MAX_VALUE);
                }
                if (!rows.hasNext()) {
                    return Optional.empty();
                }
                Candle candle = rows.next();
                next = candle.openTime() + 1;
                return Optional.of(candle);
            }
        };
    }

    private Iterator<Candle> rows(String symbol, long fromOpen, long toOpen, int most) {
        return store.rows(
                        TableStore.page(assets.size()),
                        "SELECT " + COLUMNS + " FROM " + name
                                + " WHERE asset_name = ? AND timestamp >= ? AND timestamp <= ? ORDER BY timestamp ASC"
                                + " LIMIT ?",
                        assets.get(symbol),
                        Instant.ofEpochMilli(fromOpen),
                        Instant.ofEpochMilli(Math.min(toOpen, LATEST)),
                        most)
                .filter(row -> row.getBoolean("is_closed"))
                .map(row -> candle(symbol, row))
                .iterator();
    }

    /** The last moment that Cassandra's timestamps and those of Java have in common with room to spare: the year 9999. */
    private static final long LATEST = 253_402_300_799_999L;

    private Candle candle(String symbol, Row row) {
        long openTime = TableStore.milli(row, "timestamp");
        long closeTime = Optional.ofNullable(row.getInstant("close_time"))
                .map(Instant::toEpochMilli)
                .orElseGet(() -> interval.endOf(openTime) - 1);
        return new Candle(
                symbol,
                interval,
                openTime,
                closeTime,
                number(row, "open"),
                number(row, "high"),
                number(row, "low"),
                number(row, "close"),
                number(row, "volume"),
                number(row, "quote_volume"),
                number(row, "taker_buy_volume"),
                number(row, "taker_buy_quote_volume"),
                row.getInt("trades"),
                id(row, "first_trade_id"),
                id(row, "last_trade_id"),
                closeTime);
    }

    private static String number(Row row, String column) {
        return ShortestDecimal.text(row.getDouble(column));
    }

    private static long id(Row row, String column) {
        return row.isNull(column) ? Candle.NO_TRADE : row.getLong(column);
    }
}

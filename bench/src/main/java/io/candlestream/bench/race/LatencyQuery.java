package io.candlestream.bench.race;

import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.producer.kline.Kline;
import io.candlestream.producer.trade.Trade;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * How a table is asked for an event by its key.
 *
 * @param cql with a place for the table's name
 * @param key the values of the query's parameters
 * @param holds whether the row is of the event or of a newer one
 */
record LatencyQuery<E>(String cql, Function<E, List<Object>> key, BiPredicate<Row, E> holds) {
    private static final long HOUR = 3_600_000;

    static final LatencyQuery<Kline> KLINES = new LatencyQuery<>(
            "SELECT event_time FROM %s WHERE asset_name = ? AND timestamp = ?",
            kline -> List.of(kline.symbol().toLowerCase(Locale.ROOT), Instant.ofEpochMilli(kline.openTime())),
            LatencyQuery::holds);

    static final LatencyQuery<Trade> TRADES = new LatencyQuery<>(
            "SELECT trade_id FROM %s WHERE symbol = ? AND hour = ? AND trade_id = ?",
            trade -> List.of(trade.symbol(), Instant.ofEpochMilli(trade.tradeTime() / HOUR * HOUR), trade.id()),
            (row, trade) -> true);

    private static boolean holds(Row row, Kline kline) {
        Instant stored = row.getInstant(0);
        return stored != null && stored.toEpochMilli() >= kline.eventTime();
    }
}

package io.candlestream.bench.server;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.type.DataTypes;
import io.candlestream.producer.kline.Kline;
import io.candlestream.producer.trade.Trade;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * How a table is asked for an event by its key.
 *
 * @param column what is asked for: a time or an id, which grows with the events of a key
 * @param keys the columns of the key
 * @param key their values
 * @param least the least value that the column may have: that of the event, or of a newer one
 */
public record LatencyQuery<E>(
        String column, List<String> keys, Function<E, List<Object>> key, ToLongFunction<E> least) {
    private static final long HOUR = 3_600_000;

    public static final LatencyQuery<Kline> KLINES = new LatencyQuery<>(
            "event_time",
            List.of("asset_name", "timestamp"),
            kline -> List.of(kline.symbol().toLowerCase(Locale.ROOT), Instant.ofEpochMilli(kline.openTime())),
            Kline::eventTime);

    public static final LatencyQuery<Trade> TRADES = new LatencyQuery<>(
            "trade_id",
            List.of("symbol", "hour", "trade_id"),
            trade -> List.of(trade.symbol(), Instant.ofEpochMilli(trade.tradeTime() / HOUR * HOUR), trade.id()),
            Trade::id);

    /** The window of a minute that knows an update. */
    public static final LatencyQuery<Kline> METRICS = new LatencyQuery<>(
            "known_at",
            List.of("asset_name", "interval", "timestamp"),
            kline -> List.of(
                    kline.symbol().toLowerCase(Locale.ROOT),
                    "1m",
                    Instant.ofEpochMilli(
                                    Math.min(kline.eventTime(), kline.candle().closeTime()))
                            .truncatedTo(ChronoUnit.MINUTES)),
            Kline::eventTime);

    private String text(String table) {
        return "SELECT " + column + " FROM " + table + " WHERE "
                + keys.stream().map(name -> name + " = ?").collect(Collectors.joining(" AND "));
    }

    /** Whether {@code table} of Cassandra holds an event. */
    Function<E, CompletionStage<Boolean>> in(CqlSession session, String table) {
        PreparedStatement select = session.prepare(text(table));
        return event -> session.executeAsync(select.bind(key.apply(event).toArray()))
                .thenApply(rows -> holds(rows.one(), event));
    }

    private boolean holds(Row row, E event) {
        if (row == null || row.isNull(0)) {
            return false;
        }
        Instant time = row.getType(0).equals(DataTypes.TIMESTAMP) ? row.getInstant(0) : null;
        return (time == null ? row.getLong(0) : time.toEpochMilli()) >= least.applyAsLong(event);
    }

    /** Whether {@code table} of PostgreSQL does, asked on {@code connection}, which belongs to the answer from here on. */
    Function<E, CompletionStage<Boolean>> in(Connection connection, String table) {
        try {
            java.sql.PreparedStatement select = connection.prepareStatement(text(table));
            return event -> CompletableFuture.completedFuture(holds(select, event));
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot ask " + table, e);
        }
    }

    private boolean holds(java.sql.PreparedStatement select, E event) {
        try {
            int number = 0;
            for (Object value : key.apply(event)) {
                select.setObject(++number, value instanceof Instant time ? Timestamp.from(time) : value);
            }
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return false;
                }
                Object value = row.getObject(1);
                long known = value instanceof Timestamp time ? time.getTime() : ((Number) value).longValue();
                return known >= least.applyAsLong(event);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot ask for an event", e);
        }
    }
}

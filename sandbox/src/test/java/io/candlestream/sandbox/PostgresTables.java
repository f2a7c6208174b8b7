package io.candlestream.sandbox;

import io.candlestream.history.Candle;
import io.candlestream.sandbox.postgres.PostgresLogin;
import io.candlestream.simulator.market.MarketTrade;
import io.candlestream.simulator.market.Update;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What stands in the tables of a PostgreSQL, by plain SQL, beside what the exchange said. */
record PostgresTables(PostgresLogin login) {
    private static final String CANDLES =
            "SELECT symbol, interval, timestamp, close_time, open, high, low, close, volume,"
                    + " quote_volume, taker_buy_volume, taker_buy_quote_volume, trades, first_trade_id, last_trade_id, is_closed,"
                    + " event_time, source FROM assets.assets";
    private static final String TRADES = "SELECT symbol, trade_id, price, quantity, quote_quantity, hour, trade_time,"
            + " is_buyer_maker, event_time FROM assets.trades";

    /** The rows of a query, each as one text; numbers without the zeros at their end, times in epoch milliseconds. */
    List<String> lines(String sql) {
        try (Connection connection = login.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                List<Object> values = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    values.add(
                            rows.getMetaData().getColumnTypeName(i).equals("timestamptz")
                                    ? Optional.ofNullable(rows.getTimestamp(i))
                                            .map(Timestamp::toInstant)
                                            .orElse(null)
                                    : rows.getObject(i));
                }
                lines.add(line(values.toArray()));
            }
            return lines;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void execute(String sql) {
        try (Connection connection = login.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    long number(String sql) {
        return Long.parseLong(lines(sql).get(0));
    }

    Set<String> candles() {
        return new TreeSet<>(lines(CANDLES));
    }

    Set<String> trades() {
        return new TreeSet<>(lines(TRADES));
    }

    /** All columns of all rows but {@code consumed_at}, the version among them. */
    List<String> snapshot() {
        return Stream.of("assets", "trades", "gaps")
                .flatMap(table ->
                        lines("SELECT (to_jsonb(t) - 'consumed_at')::text FROM assets." + table + " t ORDER BY 1")
                                .stream())
                .toList();
    }

    /** The newest update of each candle, as {@link #candles} has them. */
    static Set<String> candles(Stream<Update> updates) {
        return updates.map(PostgresTables::line).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String line(Update update) {
        Candle candle = update.candle();
        return line(
                candle.symbol(),
                candle.interval().code(),
                Instant.ofEpochMilli(candle.openTime()),
                Instant.ofEpochMilli(candle.closeTime()),
                new BigDecimal(candle.open()),
                new BigDecimal(candle.high()),
                new BigDecimal(candle.low()),
                new BigDecimal(candle.close()),
                new BigDecimal(candle.volume()),
                new BigDecimal(candle.quoteVolume()),
                new BigDecimal(candle.takerBuyVolume()),
                new BigDecimal(candle.takerBuyQuoteVolume()),
                candle.trades(),
                candle.firstTradeId(),
                candle.lastTradeId(),
                update.closed(),
                Instant.ofEpochMilli(update.eventTime()),
                "socket");
    }

    static Set<String> trades(Collection<MarketTrade> trades) {
        return trades.stream()
                .map(trade -> line(
                        trade.symbol(),
                        trade.id(),
                        trade.price(),
                        trade.quantity(),
                        trade.quoteQuantity(),
                        Instant.ofEpochMilli(trade.time() - trade.time() % 3_600_000),
                        Instant.ofEpochMilli(trade.time()),
                        !trade.takerBuys(),
                        Instant.ofEpochMilli(trade.eventTime())))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String line(Object... values) {
        return Arrays.stream(values).map(PostgresTables::text).collect(Collectors.joining(" "));
    }

    private static String text(Object value) {
        if (value instanceof BigDecimal number) {
            return number.stripTrailingZeros().toPlainString();
        }
        return value instanceof Instant time ? String.valueOf(time.toEpochMilli()) : String.valueOf(value);
    }
}

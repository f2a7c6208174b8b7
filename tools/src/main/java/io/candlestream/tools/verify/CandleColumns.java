package io.candlestream.tools.verify;

import io.candlestream.history.Candle;
import io.candlestream.schema.CandleId;
import io.candlestream.tools.access.StoredRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What each column of the table has to hold for a closed candle: the one place of the project that judges them. */
public final class CandleColumns {
    private final List<Column> columns;

    /** @param exchange the exchange's name in the identity of a candle */
    public CandleColumns(String exchange) {
        columns = List.of(
                new Column(
                        "id",
                        candle -> CandleId.of(
                                exchange, candle.symbol(), candle.interval(), Instant.ofEpochMilli(candle.openTime()))),
                new Column("symbol", Candle::symbol),
                new Column("interval", candle -> candle.interval().code()),
                new Column("is_closed", candle -> true),
                new Column("close_time", candle -> Instant.ofEpochMilli(candle.closeTime())),
                new Column("open", candle -> new BigDecimal(candle.open())),
                new Column("high", candle -> new BigDecimal(candle.high())),
                new Column("low", candle -> new BigDecimal(candle.low())),
                new Column("close", candle -> new BigDecimal(candle.close())),
                new Column("volume", candle -> new BigDecimal(candle.volume())),
                new Column("quote_volume", candle -> new BigDecimal(candle.quoteVolume())),
                new Column("taker_buy_volume", candle -> new BigDecimal(candle.takerBuyVolume())),
                new Column("taker_buy_quote_volume", candle -> new BigDecimal(candle.takerBuyQuoteVolume())),
                new Column("trades", candle -> Math.toIntExact(candle.trades())));
    }

    /** The columns that {@code row} has and that differ from {@code candle}. */
    public List<Value> differing(Candle candle, StoredRow row) {
        List<Value> differing = new ArrayList<>();
        for (Column column : columns) {
            if (row.has(column.name())) {
                Optional<Object> stored = Optional.ofNullable(row.value(column.name()));
                Object expected = column.expected().apply(candle);
                if (stored.filter(value -> isEqual(value, expected)).isEmpty()) {
                    differing.add(Value.of(column.name(), stored.orElse("absent"), expected));
                }
            }
        }
        return differing;
    }

    /** A decimal has to be the number, a double or a float the one of its kind that is nearest. */
    private static boolean isEqual(Object stored, Object expected) {
        if (!(expected instanceof BigDecimal number)) {
            return stored.equals(expected);
        }
        if (stored instanceof BigDecimal decimal) {
            return decimal.compareTo(number) == 0;
        }
        double nearest = number.doubleValue();
        return stored.equals(stored instanceof Float ? (Object) (float) nearest : (Object) nearest);
    }

    private record Column(String name, Function<Candle, Object> expected) {}

    /** A column's value beside the one that it has to be. */
    public record Value(String column, String stored, String expected) {
        static Value of(String column, Object stored, Object expected) {
            return new Value(column, text(stored), text(stored instanceof BigDecimal ? expected : nearest(expected)));
        }

        private static Object nearest(Object expected) {
            return expected instanceof BigDecimal number ? (Object) number.doubleValue() : expected;
        }

        private static String text(Object value) {
            return value instanceof BigDecimal number
                    ? number.stripTrailingZeros().toPlainString()
                    : value.toString();
        }
    }
}

package io.candlestream.minutes;

import io.candlestream.parquet.ParquetColumn;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A closed candle of the table on its way into the files of its minute: texts, decimals, whole numbers, flags and times. Small, since a
 * batch of a backlog has hundreds of thousands of them.
 *
 * @param values of {@link #COLUMNS}, in their order; null for what is absent
 * @param version of two versions of a candle the one with the larger one stays
 */
public record MinuteCandle(List<Object> values, long version) implements Serializable {
    private static final long serialVersionUID = 1;

    /** The columns that are taken over, in the order of {@link #data}. Not when it was consumed, which differs with each replay. */
    public static final List<String> COLUMNS = List.of(("asset_name,symbol,interval,timestamp,close_time,"
                    + "open,high,low,close,volume,quote_volume,trades,taker_buy_volume,taker_buy_quote_volume,"
                    + "first_trade_id,last_trade_id,is_closed,event_time,collected_at,source")
            .split(","));

    private static final Map<String, Integer> PLACES =
            IntStream.range(0, COLUMNS.size()).boxed().collect(Collectors.toMap(COLUMNS::get, place -> place));
    /** Columns of few different texts, of which one each is kept. */
    private static final Set<String> SHARED = Set.of("asset_name", "symbol", "interval", "source");

    /**
     * One whose values {@code read} gives, by the names of the columns; null for what is absent.
     *
     * @param version as above
     */
    public static MinuteCandle of(Function<String, Object> read, long version) {
        Object[] values = new Object[COLUMNS.size()];
        for (int place = 0; place < values.length; place++) {
            String column = COLUMNS.get(place);
            Object value = read.apply(column);
            values[place] = value instanceof String text && SHARED.contains(column) ? text.intern() : value;
        }
        return new MinuteCandle(Arrays.asList(values), version);
    }

    /** Whether the files have room for all digits of {@code number}. */
    public static boolean holds(BigDecimal number) {
        return ParquetColumn.holds(number);
    }

    /** What stands in {@code column}; null where it is absent, or is none of {@link #COLUMNS}. */
    Object value(String column) {
        Integer place = PLACES.get(column);
        return place == null ? null : values.get(place);
    }

    private String text(String column) {
        return value(column) instanceof String text ? text : "";
    }

    Instant openTime() {
        return (Instant) value("timestamp");
    }

    /** Into whose files it goes. */
    Instant minute() {
        return openTime().truncatedTo(ChronoUnit.MINUTES);
    }

    /** Where a record names no symbol, its asset stands for it. */
    MinuteKey key() {
        String symbol = text("symbol");
        return new MinuteKey(symbol.isEmpty() ? text("asset_name") : symbol, text("interval"), openTime());
    }

    /** All values as JSON: decimals and times as text, so that no reader rounds them. */
    String data() {
        return COLUMNS.stream()
                .filter(column -> value(column) != null)
                .map(column -> quoted(column) + ":" + json(value(column)))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String json(Object value) {
        if (value instanceof BigDecimal number) {
            BigDecimal shortest = number.stripTrailingZeros();
            return quoted(shortest.toPlainString());
        }
        boolean bare = value instanceof Number || value instanceof Boolean;
        return bare ? value.toString() : quoted(value.toString());
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter == '"' || letter == '\\') {
                json.append('\\').append(letter);
            } else if (letter < ' ') {
                json.append(String.format("\\u%04x", (int) letter));
            } else {
                json.append(letter);
            }
        }
        return json.append('"').toString();
    }
}

package io.candlestream.tools.revisions;

import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.access.StoredStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A closed candle, a trade or an aggregate trade that another version with other values replaced.
 *
 * @param title says which one
 * @param key the same for a program, by column
 * @param old what stood there, by column; {@code now} what came
 * @param values the columns that are compared
 * @param revisedAt when it was noted
 */
record Revision(
        String title,
        Map<String, Object> key,
        Map<String, Object> old,
        Map<String, Object> now,
        List<String> values,
        Instant revisedAt) {
    /** As the table of candles has them. */
    private static final List<String> CANDLE =
            List.of("close_time,open,high,low,close,volume,quote_volume,trades,taker_buy_volume,taker_buy_quote_volume"
                    .split(","));

    private static final List<String> TRADE =
            List.of("trade_time", "price", "quantity", "quote_quantity", "is_buyer_maker");
    private static final List<String> AGGREGATE =
            List.of("trade_time", "price", "quantity", "first_trade_id", "last_trade_id", "is_buyer_maker");

    static Revision ofCandle(StoredRow row) {
        Map<String, Object> key = new LinkedHashMap<>();
        key.put("asset", row.text("asset_name"));
        key.put("symbol", Objects.requireNonNullElse(row.text("symbol"), ""));
        key.put("interval", row.text("interval"));
        key.put("timestamp", row.time("timestamp").toString());
        String title = key.get("asset") + " " + key.get("interval") + " " + key.get("timestamp");
        return of(row, title, key, CANDLE, List.of("source", "event_time", "collected_at", "version"));
    }

    /** @param id the column of its id */
    static Revision ofTrade(StoredRow row, StoredStream stream, String id) {
        Map<String, Object> key = new LinkedHashMap<>();
        key.put("symbol", row.text("symbol"));
        key.put("hour", row.time("hour").toString());
        key.put(id, row.number(id));
        String title = key.get("symbol") + " " + stream + " " + key.get(id) + " " + row.time("new_trade_time");
        List<String> values = stream == StoredStream.AGG_TRADES ? AGGREGATE : TRADE;
        return of(row, title, key, values, List.of("source", "event_time", "version"));
    }

    private static Revision of(
            StoredRow row, String title, Map<String, Object> key, List<String> values, List<String> origin) {
        List<String> columns = new ArrayList<>(values);
        columns.addAll(origin);
        return new Revision(
                title, key, side(row, "old_", columns), side(row, "new_", columns), values, row.time("revised_at"));
    }

    private static Map<String, Object> side(StoredRow row, String prefix, List<String> columns) {
        Map<String, Object> values = new LinkedHashMap<>();
        columns.forEach(column -> values.put(column, plain(row.value(prefix + column))));
        return values;
    }

    /** Numbers and texts as JSON has them; a decimal that is a double is the same number in both stores. */
    private static Object plain(Object value) {
        if (value instanceof Double number) {
            return shortest(new BigDecimal(number.toString()));
        } else if (value instanceof BigDecimal number) {
            return shortest(number);
        }
        return value instanceof Instant time ? time.toString() : value;
    }

    /** Without zeros at its end, and without an exponent. */
    private static BigDecimal shortest(BigDecimal number) {
        return new BigDecimal(number.stripTrailingZeros().toPlainString());
    }

    /** The columns whose values are others. */
    List<String> changed() {
        return values.stream()
                .filter(column -> !Objects.equals(old.get(column), now.get(column)))
                .toList();
    }

    /** Such as {@code close 1.5 -> 1.6}. */
    String changes() {
        return changed().stream()
                .map(column -> column + " " + text(old.get(column)) + " -> " + text(now.get(column)))
                .collect(Collectors.joining(", "));
    }

    private static String text(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value == null ? "none" : value.toString();
    }

    /** Such as {@code archive 2026-03-02T08:30:14Z}: who said it, and when. */
    static String origin(Map<String, Object> side) {
        List<String> parts = new ArrayList<>();
        for (String column : List.of("source", "event_time")) {
            if (side.get(column) != null) {
                parts.add(side.get(column).toString());
            }
        }
        return String.join(" ", parts);
    }

    /** The same for a program. */
    Map<String, Object> data() {
        Map<String, Object> data = new LinkedHashMap<>(key);
        data.put("changed", changed());
        data.put("old", old);
        data.put("new", now);
        data.put("revised_at", String.valueOf(revisedAt));
        return data;
    }
}

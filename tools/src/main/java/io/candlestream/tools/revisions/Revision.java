package io.candlestream.tools.revisions;

import io.candlestream.tools.access.StoredRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A closed candle that another version with other values replaced.
 *
 * @param old what stood there, by column; {@code now} what came
 * @param revisedAt when it was noted
 */
record Revision(
        String asset,
        String symbol,
        String interval,
        Instant openTime,
        Map<String, Object> old,
        Map<String, Object> now,
        Instant revisedAt) {
    /** The columns that are compared, as the table of candles has them. */
    private static final List<String> VALUES = List.of(
            "close_time",
            "open",
            "high",
            "low",
            "close",
            "volume",
            "quote_volume",
            "trades",
            "taker_buy_volume",
            "taker_buy_quote_volume");

    private static final List<String> ORIGIN = List.of("source", "event_time", "collected_at", "version");

    static Revision of(StoredRow row) {
        return new Revision(
                row.text("asset_name"),
                Objects.requireNonNullElse(row.text("symbol"), ""),
                row.text("interval"),
                row.time("timestamp"),
                side(row, "old_"),
                side(row, "new_"),
                row.time("revised_at"));
    }

    private static Map<String, Object> side(StoredRow row, String prefix) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (List<String> columns : List.of(VALUES, ORIGIN)) {
            columns.forEach(column -> values.put(column, plain(row.value(prefix + column))));
        }
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
        return VALUES.stream()
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
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("asset", asset);
        data.put("symbol", symbol);
        data.put("interval", interval);
        data.put("timestamp", openTime.toString());
        data.put("changed", changed());
        data.put("old", old);
        data.put("new", now);
        data.put("revised_at", String.valueOf(revisedAt));
        return data;
    }
}

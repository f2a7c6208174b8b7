package io.candlestream.tools.tail;

import io.candlestream.history.TimeArgument;
import io.candlestream.tools.access.StoredStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * How the records of one stream are read and shown in columns.
 *
 * @param one what a record is
 * @param columns their widths, as {@link String#format} has them, of when it was sent, the cells, and where it stands
 * @param titles of the cells
 * @param cells of the fields, which are asked for by name
 */
record RecordForm(
        String one, String columns, List<String> titles, Function<UnaryOperator<String>, List<String>> cells) {
    private static final String ID = "\\d{1,18}";
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final RecordForm CANDLE = new RecordForm(
            "candle",
            "%-8s  %-12s  %-3s  %-17s  %-12s  %-6s  %s",
            List.of("asset", "int", "opens", "close", "is"),
            field -> List.of(
                    field.apply("asset_name"),
                    field.apply("interval"),
                    time(field.apply("timestamp"), TimeArgument::text),
                    field.apply("close"),
                    field.apply("is_closed").equals("true") ? "closed" : "open"));

    private static final RecordForm TRADE = new RecordForm(
            "trade",
            "%-8s  %-9s  %-10s  %-8s  %-10s  %-10s  %-6s  %s",
            List.of("pair", "id", "made", "price", "quantity", "taker"),
            field -> List.of(
                    field.apply("symbol"),
                    field.apply("trade_id"),
                    time(field.apply("trade_time"), RecordForm::clock),
                    shortest(field.apply("price")),
                    shortest(field.apply("quantity")),
                    taker(field)));

    private static final RecordForm AGG_TRADE = new RecordForm(
            "aggregate trade",
            "%-8s  %-9s  %-10s  %-6s  %-8s  %-10s  %-10s  %-6s  %s",
            List.of("pair", "id", "trades", "made", "price", "quantity", "taker"),
            field -> List.of(
                    field.apply("symbol"),
                    field.apply("agg_trade_id"),
                    count(field.apply("first_trade_id"), field.apply("last_trade_id")),
                    time(field.apply("trade_time"), RecordForm::clock),
                    shortest(field.apply("price")),
                    shortest(field.apply("quantity")),
                    taker(field)));

    private static final RecordForm TICKER = new RecordForm(
            "ticker",
            "%-8s  %-9s  %-8s  %-10s  %-8s  %-12s  %s",
            List.of("pair", "told", "last", "change", "volume"),
            field -> List.of(
                    field.apply("symbol"),
                    time(field.apply("event_time"), RecordForm::clock),
                    shortest(field.apply("last_price")),
                    shortest(field.apply("price_change_percent")) + " %",
                    shortest(field.apply("volume"))));

    static RecordForm of(StoredStream stream) {
        return switch (stream) {
            case KLINES -> CANDLE;
            case TRADES -> TRADE;
            case AGG_TRADES -> AGG_TRADE;
            case TICKER, TICKER_1H, TICKER_4H, TICKER_1D -> TICKER;
        };
    }

    /** What stands above the lines. */
    String header() {
        return line("sent", titles, "at");
    }

    /** A record in columns. */
    String line(String sent, UnaryOperator<String> field, String where) {
        return line(sent, cells.apply(field), where);
    }

    private String line(String sent, List<String> middle, String where) {
        Object[] all = new Object[middle.size() + 2];
        all[0] = sent;
        System.arraycopy(middle.toArray(), 0, all, 1, middle.size());
        all[all.length - 1] = where;
        return String.format(Locale.ROOT, columns, all);
    }

    /** The time of day, UTC. */
    static String clock(Instant time) {
        return CLOCK.format(time);
    }

    /** What is no time stays as it is. */
    private static String time(String text, Function<Instant, String> shown) {
        try {
            return shown.apply(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return text;
        }
    }

    private static String taker(UnaryOperator<String> field) {
        return field.apply("is_buyer_maker").equals("true") ? "sold" : "bought";
    }

    /** How many ids there are from the first to the last; empty where one is none. */
    private static String count(String first, String last) {
        return first.matches(ID) && last.matches(ID)
                ? String.valueOf(Long.parseLong(last) - Long.parseLong(first) + 1)
                : "";
    }

    /** A decimal without the zeros at its end. */
    private static String shortest(String decimal) {
        return decimal.contains(".") ? decimal.replaceFirst("0+$", "").replaceFirst("\\.$", "") : decimal;
    }
}

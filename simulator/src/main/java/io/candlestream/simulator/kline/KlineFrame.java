package io.candlestream.simulator.kline;

import io.candlestream.history.Candle;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.market.Update;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Writes updates as the exchange's kline events, keys in its order (o, c, h, l), and as rows of its REST answers.
 *
 * <p>Source: binance-api.md section 3.1.
 */
final class KlineFrame {
    private KlineFrame() {}

    /** The name of a symbol's kline stream, such as {@code btcusdt@kline_1m}. */
    static String stream(String symbol, Interval interval) {
        return symbol.toLowerCase(Locale.ROOT) + "@kline_" + interval.code();
    }

    /** Appends the event alone, as on {@code /ws}. */
    static void event(Update update, TimeUnit unit, StringBuilder text) {
        Candle candle = update.candle();
        text.append("{\"e\":\"kline\",\"E\":").append(start(unit, update.eventTime()));
        text(text, "s", candle.symbol());
        text.append(",\"k\":{\"t\":").append(start(unit, candle.openTime()));
        number(text, "T", end(unit, candle.closeTime()));
        text(text, "s", candle.symbol());
        text(text, "i", candle.interval().code());
        number(text, "f", candle.firstTradeId());
        number(text, "L", candle.lastTradeId());
        text(text, "o", candle.open());
        text(text, "c", candle.close());
        text(text, "h", candle.high());
        text(text, "l", candle.low());
        text(text, "v", candle.volume());
        number(text, "n", candle.trades());
        text.append(",\"x\":").append(update.closed());
        text(text, "q", candle.quoteVolume());
        text(text, "V", candle.takerBuyVolume());
        text(text, "Q", candle.takerBuyQuoteVolume());
        text.append(",\"B\":\"0\"}}");
    }

    /** The answer of REST {@code klines}: an array a candle, o, h, l, c. Source: binance-api.md section 4. */
    static String rows(List<Update> updates, TimeUnit unit) {
        StringBuilder text = new StringBuilder(512).append('[');
        for (Update update : updates) {
            text.append(text.length() > 1 ? ",[" : "[");
            row(update.candle(), unit, text);
        }
        return text.append(']').toString();
    }

    private static void row(Candle candle, TimeUnit unit, StringBuilder text) {
        text.append(start(unit, candle.openTime()));
        Stream.of(candle.open(), candle.high(), candle.low(), candle.close(), candle.volume())
                .forEach(value -> cell(text, value));
        text.append(',').append(end(unit, candle.closeTime()));
        cell(text, candle.quoteVolume());
        text.append(',').append(candle.trades());
        Stream.of(candle.takerBuyVolume(), candle.takerBuyQuoteVolume(), "0").forEach(value -> cell(text, value));
        text.append(']');
    }

    private static void cell(StringBuilder text, String value) {
        text.append(",\"").append(value).append('"');
    }

    private static void text(StringBuilder text, String key, String value) {
        text.append(",\"").append(key).append("\":\"").append(value).append('"');
    }

    private static void number(StringBuilder text, String key, long value) {
        text.append(",\"").append(key).append("\":").append(value);
    }

    /** A moment, or a first millisecond, in {@code unit}. */
    private static long start(TimeUnit unit, long millis) {
        return unit.convert(millis, TimeUnit.MILLISECONDS);
    }

    /** A last millisecond as the last {@code unit} within it. */
    private static long end(TimeUnit unit, long millis) {
        return unit.convert(millis + 1, TimeUnit.MILLISECONDS) - 1;
    }
}

package io.candlestream.simulator.exchange;

import io.candlestream.history.Candle;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.market.Update;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Writes updates as the exchange's kline events, keys in its order (o, c, h, l), and as rows of its REST answers; times in
 * one unit. Not for several threads at once: the text buffer is used again.
 *
 * <p>Source: binance-api.md section 3.1.
 */
public final class KlineFrame {
    private final TimeUnit unit;
    private final StringBuilder text = new StringBuilder(512);

    public KlineFrame(TimeUnit unit) {
        this.unit = unit;
    }

    /** The name of a symbol's kline stream, such as {@code btcusdt@kline_1m}. */
    public static String stream(String symbol, Interval interval) {
        return symbol.toLowerCase(Locale.ROOT) + "@kline_" + interval.code();
    }

    /** The event alone, as on {@code /ws}. */
    byte[] raw(Update update) {
        text.setLength(0);
        event(update);
        return bytes();
    }

    /** The event in the combined stream's wrapper, as on {@code /stream}. */
    public byte[] wrapped(String stream, Update update) {
        text.setLength(0);
        text.append("{\"stream\":\"").append(stream).append("\",\"data\":");
        event(update);
        text.append('}');
        return bytes();
    }

    /** The answer of REST {@code klines}: an array a candle, o, h, l, c. Source: binance-api.md section 4. */
    String rows(List<Update> updates) {
        text.setLength(0);
        text.append('[');
        for (Update update : updates) {
            text.append(text.length() > 1 ? ",[" : "[");
            row(update.candle());
        }
        return text.append(']').toString();
    }

    private void row(Candle candle) {
        text.append(start(unit, candle.openTime()));
        Stream.of(candle.open(), candle.high(), candle.low(), candle.close(), candle.volume())
                .forEach(this::cell);
        text.append(',').append(end(unit, candle.closeTime()));
        cell(candle.quoteVolume());
        text.append(',').append(candle.trades());
        Stream.of(candle.takerBuyVolume(), candle.takerBuyQuoteVolume(), "0").forEach(this::cell);
        text.append(']');
    }

    private void cell(String value) {
        text.append(",\"").append(value).append('"');
    }

    private byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void event(Update update) {
        Candle candle = update.candle();
        text.append("{\"e\":\"kline\",\"E\":").append(start(unit, update.eventTime()));
        text("s", candle.symbol());
        text.append(",\"k\":{\"t\":").append(start(unit, candle.openTime()));
        number("T", end(unit, candle.closeTime()));
        text("s", candle.symbol());
        text("i", candle.interval().code());
        number("f", candle.firstTradeId());
        number("L", candle.lastTradeId());
        text("o", candle.open());
        text("c", candle.close());
        text("h", candle.high());
        text("l", candle.low());
        text("v", candle.volume());
        number("n", candle.trades());
        text.append(",\"x\":").append(update.closed());
        text("q", candle.quoteVolume());
        text("V", candle.takerBuyVolume());
        text("Q", candle.takerBuyQuoteVolume());
        text.append(",\"B\":\"0\"}}");
    }

    private void text(String key, String value) {
        text.append(",\"").append(key).append("\":\"").append(value).append('"');
    }

    private void number(String key, long value) {
        text.append(",\"").append(key).append("\":").append(value);
    }

    /** A moment, or a first millisecond, in {@code unit}. */
    static long start(TimeUnit unit, long millis) {
        return unit.convert(millis, TimeUnit.MILLISECONDS);
    }

    /** A last millisecond as the last {@code unit} within it. */
    static long end(TimeUnit unit, long millis) {
        return unit.convert(millis + 1, TimeUnit.MILLISECONDS) - 1;
    }
}

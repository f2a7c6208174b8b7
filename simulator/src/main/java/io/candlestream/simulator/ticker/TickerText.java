package io.candlestream.simulator.ticker;

import io.candlestream.schema.TickerWindow;
import io.candlestream.simulator.market.MarketTrade;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.concurrent.TimeUnit;

/**
 * Writes tickers as the exchange's events, keys in its order.
 *
 * <p>Source: binance-spot-api-docs, web-socket-streams.md, "Individual Symbol Rolling Window Statistics Streams" and "Individual
 * Symbol Ticker Streams".
 */
final class TickerText {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int DECIMALS = 8;
    private static final int DECIMALS_OF_PERCENT = 3;
    /** Nothing says what stands in the book, so it is where the last trade was made. */
    private static final BigDecimal SPREAD = new BigDecimal("0.01");

    private TickerText() {}

    /** Appends the event alone, as on {@code /ws}. */
    static void event(TickerWindow window, MarketTicker ticker, TimeUnit unit, StringBuilder text) {
        BigDecimal open = ticker.first().price();
        BigDecimal last = ticker.last().price();
        BigDecimal change = last.subtract(open);
        BigDecimal quoteVolume = ticker.quoteVolume().setScale(DECIMALS, RoundingMode.DOWN);
        text.append("{\"e\":\"").append(window.eventType()).append("\",\"E\":").append(time(unit, ticker.eventTime()));
        text.append(",\"s\":\"").append(ticker.symbol()).append('"');
        amount(text, 'p', change);
        text.append(",\"P\":\"")
                .append(change.multiply(HUNDRED)
                        .divide(open, DECIMALS_OF_PERCENT, RoundingMode.HALF_UP)
                        .toPlainString())
                .append('"');
        amount(text, 'w', quoteVolume.divide(ticker.volume(), DECIMALS, RoundingMode.HALF_UP));
        if (window == TickerWindow.ROLLING_24H) {
            amount(text, 'x', ticker.previousClose());
            amount(text, 'c', last);
            amount(text, 'Q', ticker.last().quantity());
            amount(text, 'b', last);
            amount(text, 'B', ticker.last().quantity());
            amount(text, 'a', last.add(SPREAD));
            amount(text, 'A', ticker.first().quantity());
            amount(text, 'o', open);
            amount(text, 'h', ticker.high());
            amount(text, 'l', ticker.low());
        } else {
            amount(text, 'o', open);
            amount(text, 'h', ticker.high());
            amount(text, 'l', ticker.low());
            amount(text, 'c', last);
        }
        amount(text, 'v', ticker.volume());
        amount(text, 'q', quoteVolume);
        text.append(",\"O\":").append(time(unit, ticker.openTime()));
        text.append(",\"C\":").append(time(unit, ticker.closeTime()));
        text.append(",\"F\":").append(ticker.first().id());
        text.append(",\"L\":").append(ticker.last().id());
        text.append(",\"n\":").append(ticker.trades()).append('}');
    }

    private static void amount(StringBuilder text, char key, BigDecimal value) {
        text.append(",\"")
                .append(key)
                .append("\":\"")
                .append(MarketTrade.text(value))
                .append('"');
    }

    private static long time(TimeUnit unit, long millis) {
        return unit.convert(millis, TimeUnit.MILLISECONDS);
    }
}

package io.candlestream.simulator.kline;

import io.candlestream.history.Candle;
import io.candlestream.simulator.market.MarketTrade;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.concurrent.TimeUnit;

/**
 * Writes what candles make of 24 hours as REST's {@code ticker/24hr} does. Nothing says what stands in the book, so it is where the last
 * trade was made, and the quantity of that trade is not known: 0. Source: binance-spot-api-docs, rest-api.md, "24hr ticker price change
 * statistics".
 */
final class DayTicker {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int DECIMALS_OF_PERCENT = 3;
    private static final int DECIMALS = 8;

    private DayTicker() {}

    /**
     * @param day all of it as one candle
     * @param from epoch milliseconds, as is {@code to}
     */
    static String text(Candle day, long from, long to, TimeUnit unit) {
        BigDecimal open = new BigDecimal(day.open());
        BigDecimal volume = new BigDecimal(day.volume());
        BigDecimal change = new BigDecimal(day.close()).subtract(open);
        BigDecimal mean = volume.signum() == 0
                ? BigDecimal.ZERO
                : new BigDecimal(day.quoteVolume()).divide(volume, DECIMALS, RoundingMode.HALF_UP);
        BigDecimal percent = open.signum() == 0
                ? BigDecimal.ZERO
                : change.multiply(HUNDRED).divide(open, DECIMALS_OF_PERCENT, RoundingMode.HALF_UP);
        return "{\"symbol\":\"" + day.symbol() + '"'
                + amount("priceChange", MarketTrade.text(change))
                + amount("priceChangePercent", percent.toPlainString())
                + amount("weightedAvgPrice", MarketTrade.text(mean))
                + amount("prevClosePrice", day.open())
                + amount("lastPrice", day.close())
                + amount("lastQty", "0.00000000")
                + amount("bidPrice", day.close())
                + amount("bidQty", "0.00000000")
                + amount("askPrice", day.close())
                + amount("askQty", "0.00000000")
                + amount("openPrice", day.open())
                + amount("highPrice", day.high())
                + amount("lowPrice", day.low())
                + amount("volume", day.volume())
                + amount("quoteVolume", day.quoteVolume())
                + ",\"openTime\":" + unit.convert(from, TimeUnit.MILLISECONDS)
                + ",\"closeTime\":" + unit.convert(to, TimeUnit.MILLISECONDS)
                + ",\"firstId\":" + day.firstTradeId()
                + ",\"lastId\":" + day.lastTradeId()
                + ",\"count\":" + day.trades() + "}";
    }

    private static String amount(String key, String value) {
        return ",\"" + key + "\":\"" + value + '"';
    }
}

package io.candlestream.tools.refill;

import io.candlestream.schema.TickerWindow;
import io.candlestream.tools.trades.StoredTrade;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * A ticker as the exchange would have sent it; times are epoch milliseconds. What stood in the book is not known.
 *
 * <p>Source of the rounding: the recorded frames, in which price_change_percent is rounded half up to three decimals, and
 * weighted_average_price is the shown quote_volume by volume, rounded half up to eight.
 */
record MadeTicker(
        String symbol,
        TickerWindow window,
        long eventTime,
        long openTime,
        long closeTime,
        TradeSum sum,
        StoredTrade previous) {
    private static final int DECIMALS = 8;
    private static final int DECIMALS_OF_PERCENT = 3;

    /** The fields of its record that are not empty, but for the time of its making. */
    Map<String, String> fields() {
        BigDecimal open = sum.first().price();
        BigDecimal last = sum.last().price();
        BigDecimal change = last.subtract(open);
        BigDecimal quoteVolume = sum.quoteVolume().setScale(DECIMALS, RoundingMode.DOWN);
        Map<String, String> fields = new HashMap<>();
        fields.put("symbol", symbol);
        fields.put("window_size", window.code());
        fields.put("event_time", time(eventTime));
        fields.put("open_time", time(openTime));
        fields.put("close_time", time(closeTime));
        fields.put("first_trade_id", String.valueOf(sum.first().id()));
        fields.put("last_trade_id", String.valueOf(sum.last().id()));
        fields.put("trades", String.valueOf(sum.trades()));
        fields.put("open_price", text(open));
        fields.put("last_price", text(last));
        fields.put("high_price", text(sum.high()));
        fields.put("low_price", text(sum.low()));
        fields.put("volume", text(sum.volume()));
        fields.put("quote_volume", text(quoteVolume));
        fields.put("price_change", text(change));
        fields.put(
                "price_change_percent",
                change.movePointRight(2)
                        .divide(open, DECIMALS_OF_PERCENT, RoundingMode.HALF_UP)
                        .toPlainString());
        fields.put(
                "weighted_average_price",
                quoteVolume.divide(sum.volume(), DECIMALS, RoundingMode.HALF_UP).toPlainString());
        fields.put("source", "trades");
        if (window == TickerWindow.ROLLING_24H) {
            fields.put("previous_close_price", text(previous.price()));
            fields.put("last_quantity", text(sum.last().quantity()));
        }
        return fields;
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    /** With eight decimals, as the exchange writes it, or all that it has. */
    private static String text(BigDecimal number) {
        return number.setScale(Math.max(DECIMALS, number.stripTrailingZeros().scale()), RoundingMode.UNNECESSARY)
                .toPlainString();
    }
}

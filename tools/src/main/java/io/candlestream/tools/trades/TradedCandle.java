package io.candlestream.tools.trades;

import io.candlestream.tools.access.StoredRow;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The candle that one symbol's stored trades make in one interval; sums are exact, and shown as the exchange shows them. */
final class TradedCandle {
    private static final int DECIMALS = 8;

    private final long openTime;
    private final long firstId;
    private final BigDecimal open;
    private BigDecimal high;
    private BigDecimal low;
    private BigDecimal close;
    private BigDecimal volume = BigDecimal.ZERO;
    private BigDecimal quoteVolume = BigDecimal.ZERO;
    private BigDecimal takerVolume = BigDecimal.ZERO;
    private BigDecimal takerQuoteVolume = BigDecimal.ZERO;
    private long lastId;
    private int trades;

    /** @param openTime epoch milliseconds */
    TradedCandle(long openTime, StoredTrade first) {
        this.openTime = openTime;
        this.firstId = first.id();
        this.open = first.price();
        this.high = open;
        this.low = open;
        this.close = open;
    }

    long openTime() {
        return openTime;
    }

    void add(StoredTrade trade) {
        high = high.max(trade.price());
        low = low.min(trade.price());
        close = trade.price();
        volume = volume.add(trade.quantity());
        BigDecimal quote = trade.price().multiply(trade.quantity());
        quoteVolume = quoteVolume.add(quote);
        if (!trade.buyerMaker()) {
            takerVolume = takerVolume.add(trade.quantity());
            takerQuoteVolume = takerQuoteVolume.add(quote);
        }
        lastId = trade.id();
        trades++;
    }

    /** The columns of the stored candle {@code row} that differ from this one, each with both values. */
    List<String> differing(StoredRow row) {
        List<String> differing = new ArrayList<>();
        compare("open", open, row, differing);
        compare("high", high, row, differing);
        compare("low", low, row, differing);
        compare("close", close, row, differing);
        compare("volume", volume, row, differing);
        compare("quote_volume", quoteVolume, row, differing);
        compare("taker_buy_volume", takerVolume, row, differing);
        compare("taker_buy_quote_volume", takerQuoteVolume, row, differing);
        compare("trades", trades, (int) row.number("trades"), differing);
        // -1 where the source of the candle did not know them
        if (row.number("first_trade_id") >= 0) {
            compare("first_trade_id", firstId, row.number("first_trade_id"), differing);
            compare("last_trade_id", lastId, row.number("last_trade_id"), differing);
        }
        return differing;
    }

    private static void compare(String column, BigDecimal made, StoredRow row, List<String> differing) {
        double expected = made.setScale(DECIMALS, RoundingMode.DOWN).doubleValue();
        Object stored = Objects.requireNonNull(row.value(column));
        compare(column, expected, stored instanceof BigDecimal number ? number.doubleValue() : stored, differing);
    }

    private static void compare(String column, Object made, Object stored, List<String> differing) {
        if (!made.equals(stored)) {
            differing.add(column + " is " + stored + ", its trades make " + made);
        }
    }
}

package io.candlestream.producer.gap.socket;

import io.candlestream.producer.frame.Kline;
import java.util.OptionalLong;

/**
 * The ids of one symbol's trades through its closed candles. They have no holes, so a candle with first id f, last id L and
 * n trades has L - f + 1 = n, and the next one with trades begins at L + 1.
 */
public final class TradeChain {
    /** Where the candle has to begin that goes on with the chain. */
    private long end = Long.MIN_VALUE;

    private OptionalLong lastId = OptionalLong.empty();
    private long tradedAt;

    /**
     * Adds a closed candle.
     *
     * @param candleEnd where the next candle begins
     * @return where the stretch begins in which trades are missing, which ends with this candle; empty when none are
     */
    public OptionalLong link(Kline kline, long candleEnd) {
        if (kline.openTime() < end) {
            return OptionalLong.empty(); // Once more, or late.
        }
        if (kline.openTime() > end) {
            lastId = OptionalLong.empty();
        }
        end = candleEnd;
        return kline.trades() > 0 ? linkTrades(kline) : OptionalLong.empty();
    }

    private OptionalLong linkTrades(Kline kline) {
        boolean follows = lastId.isEmpty() || kline.firstTradeId() == lastId.getAsLong() + 1;
        boolean whole = kline.lastTradeId() - kline.firstTradeId() + 1 == kline.trades();
        OptionalLong broken =
                !follows ? OptionalLong.of(tradedAt) : whole ? OptionalLong.empty() : OptionalLong.of(kline.openTime());
        lastId = OptionalLong.of(kline.lastTradeId());
        tradedAt = kline.openTime();
        return broken;
    }
}

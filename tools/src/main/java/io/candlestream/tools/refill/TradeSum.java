package io.candlestream.tools.refill;

import io.candlestream.tools.trades.StoredTrade;
import java.math.BigDecimal;

/** What trades that follow each other make together. */
record TradeSum(
        StoredTrade first,
        StoredTrade last,
        BigDecimal high,
        BigDecimal low,
        BigDecimal volume,
        BigDecimal quoteVolume) {

    static TradeSum of(StoredTrade trade) {
        BigDecimal price = trade.price();
        return new TradeSum(trade, trade, price, price, trade.quantity(), price.multiply(trade.quantity()));
    }

    /** With those that come behind. */
    TradeSum plus(TradeSum later) {
        return new TradeSum(
                first,
                later.last,
                high.max(later.high),
                low.min(later.low),
                volume.add(later.volume),
                quoteVolume.add(later.quoteVolume));
    }

    long trades() {
        return last.id() - first.id() + 1;
    }
}

package io.candlestream.simulator.ticker;

import io.candlestream.simulator.market.MarketEvent;
import io.candlestream.simulator.market.MarketTrade;
import java.math.BigDecimal;

/**
 * What the exchange says of the trades from {@code first} to {@code last}. Times are epoch milliseconds.
 *
 * @param previousClose the price of the trade before {@code first}, zero where there is none
 */
public record MarketTicker(
        String symbol,
        long eventTime,
        long openTime,
        long closeTime,
        MarketTrade first,
        MarketTrade last,
        BigDecimal high,
        BigDecimal low,
        BigDecimal volume,
        BigDecimal quoteVolume,
        BigDecimal previousClose)
        implements MarketEvent {
    /** How many trades it is of. */
    public long trades() {
        return last.id() - first.id() + 1;
    }
}

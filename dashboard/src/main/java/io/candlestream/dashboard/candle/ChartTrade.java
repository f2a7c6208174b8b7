package io.candlestream.dashboard.candle;

import java.math.BigDecimal;

/**
 * A row of the trades' table, as far as it is listed.
 *
 * @param time epoch milliseconds
 * @param takerBought whose order met one of the book: false where the taker sold
 */
public record ChartTrade(long id, long time, BigDecimal price, BigDecimal quantity, boolean takerBought) {}

package io.candlestream.consumer.trade;

import io.candlestream.consumer.stream.Decimal;
import io.candlestream.consumer.stream.Row;
import java.util.OptionalLong;

/**
 * One trade, as the table holds it. Times are epoch milliseconds.
 *
 * @param partition stands for symbol and hour
 * @param hour the full hour in which it was made
 * @param buyerMaker whether the taker sold
 * @param eventTime when the source said so
 */
record TradeRow(
        String partition,
        String symbol,
        long hour,
        long tradeId,
        Decimal price,
        Decimal quantity,
        long tradeTime,
        boolean buyerMaker,
        long eventTime,
        String source,
        long collectedAt,
        long consumedAt)
        implements Row {

    @Override
    public long clustering() {
        return tradeId;
    }

    /** What it cost; exact, as both of its factors are. */
    Decimal quoteQuantity() {
        return price.times(quantity);
    }

    @Override
    public long version() {
        return TradeVersion.of(this);
    }

    @Override
    public OptionalLong receivedAt() {
        return isLive() ? OptionalLong.of(collectedAt) : OptionalLong.empty();
    }

    /** Whether the socket said it. */
    boolean isLive() {
        return source.equals("socket");
    }
}

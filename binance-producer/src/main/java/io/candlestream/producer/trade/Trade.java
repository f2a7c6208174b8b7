package io.candlestream.producer.trade;

import io.candlestream.history.PastTrade;
import io.candlestream.ingest.channel.EventSource;

/**
 * One trade as the exchange told it; the event of {@link TradeKind#TRADES}. Times are epoch milliseconds, price and quantity the
 * exchange's own decimal text.
 *
 * @param id those of a symbol follow each other without a break
 * @param buyerMaker whether the buyer's order stood in the book, so that the taker sold
 */
public record Trade(
        String symbol,
        long id,
        String price,
        String quantity,
        long tradeTime,
        boolean buyerMaker,
        long eventTime,
        EventSource source)
        implements NumberedEvent {
    /** A trade of the past, which {@code source} told at {@code reportedAt}, epoch milliseconds. */
    static Trade ofPast(PastTrade past, EventSource source, long reportedAt) {
        return new Trade(
                past.symbol(),
                past.id(),
                past.price(),
                past.quantity(),
                past.time(),
                past.buyerMaker(),
                reportedAt,
                source);
    }

    @Override
    public long time() {
        return tradeTime;
    }

    @Override
    public boolean isPossible() {
        return Amounts.isId(id) && Amounts.isAmount(price) && Amounts.isAmount(quantity);
    }
}

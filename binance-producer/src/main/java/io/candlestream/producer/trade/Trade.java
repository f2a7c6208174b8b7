package io.candlestream.producer.trade;

import io.candlestream.history.PastAggTrade;
import io.candlestream.history.PastTrade;
import io.candlestream.ingest.channel.Event;
import io.candlestream.ingest.channel.EventSource;
import java.util.Optional;

/**
 * One trade, or one aggregate trade, as the exchange told it; the event of {@link TradeKind}. Times are epoch milliseconds, price and quantity
 * the exchange's own decimal text.
 *
 * @param id those of a symbol, and of either kind, follow each other without a break
 * @param quantity of an aggregate trade that of all its trades
 * @param buyerMaker whether the buyer's order stood in the book, so that the taker sold
 * @param firstTradeId the id of the first trade of an aggregate one, {@code lastTradeId} that of the last; of a trade its own
 */
public record Trade(
        String symbol,
        long id,
        String price,
        String quantity,
        long tradeTime,
        boolean buyerMaker,
        long eventTime,
        EventSource source,
        long firstTradeId,
        long lastTradeId)
        implements Event {
    /** A trade by itself. */
    public Trade(
            String symbol,
            long id,
            String price,
            String quantity,
            long tradeTime,
            boolean buyerMaker,
            long eventTime,
            EventSource source) {
        this(symbol, id, price, quantity, tradeTime, buyerMaker, eventTime, source, id, id);
    }

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

    /** The same of an aggregate trade. */
    static Trade ofPast(PastAggTrade past, EventSource source, long reportedAt) {
        return new Trade(
                past.symbol(),
                past.id(),
                past.price(),
                past.quantity(),
                past.time(),
                past.buyerMaker(),
                reportedAt,
                source,
                past.firstTradeId(),
                past.lastTradeId());
    }

    /**
     * Why {@code next} cannot follow {@code before} though its id does. Between two neighbours no trade can be. What the exchange took back
     * stands in none, so it need not be a loss.
     */
    static Optional<String> broken(Trade before, Trade next) {
        return next.firstTradeId == before.lastTradeId + 1
                ? Optional.empty()
                : Optional.of("aggregate trade " + before.id + " ends with trade " + before.lastTradeId + ", but "
                        + next.id + " begins with " + next.firstTradeId);
    }

    @Override
    public long time() {
        return tradeTime;
    }

    @Override
    public long position() {
        return id;
    }

    /** Whether it can be at all; the consumer makes a dead letter of one that cannot, so its id counts as missing. */
    public boolean isPossible() {
        return Amounts.isId(id)
                && Amounts.isAmount(price)
                && Amounts.isAmount(quantity)
                && Amounts.isId(firstTradeId)
                && Amounts.isId(lastTradeId)
                && firstTradeId <= lastTradeId;
    }
}

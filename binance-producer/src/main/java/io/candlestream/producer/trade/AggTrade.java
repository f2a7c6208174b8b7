package io.candlestream.producer.trade;

import io.candlestream.history.PastAggTrade;
import io.candlestream.ingest.channel.EventSource;
import java.util.Optional;

/**
 * One aggregate trade as the exchange told it; the event of {@link TradeKind#AGG_TRADES}.
 *
 * @param shared what it has as a trade has it: an id, though one of its own, a price, the quantity of all its trades, times and the side
 * @param firstTradeId the id of the first of its trades
 */
record AggTrade(Trade shared, long firstTradeId, long lastTradeId) implements NumberedEvent {
    /** An aggregate trade of the past, which {@code source} told at {@code reportedAt}, epoch milliseconds. */
    static AggTrade ofPast(PastAggTrade past, EventSource source, long reportedAt) {
        Trade shared = new Trade(
                past.symbol(),
                past.id(),
                past.price(),
                past.quantity(),
                past.time(),
                past.buyerMaker(),
                reportedAt,
                source);
        return new AggTrade(shared, past.firstTradeId(), past.lastTradeId());
    }

    /** Between two neighbours no trade can be. What the exchange took back stands in none, so it need not be a loss. */
    static Optional<String> broken(AggTrade before, AggTrade next) {
        return next.firstTradeId == before.lastTradeId + 1
                ? Optional.empty()
                : Optional.of("aggregate trade " + before.id() + " ends with trade " + before.lastTradeId + ", but "
                        + next.id() + " begins with " + next.firstTradeId);
    }

    @Override
    public String symbol() {
        return shared.symbol();
    }

    @Override
    public long id() {
        return shared.id();
    }

    @Override
    public long time() {
        return shared.time();
    }

    @Override
    public long eventTime() {
        return shared.eventTime();
    }

    @Override
    public boolean isPossible() {
        return shared.isPossible()
                && Amounts.isId(firstTradeId)
                && Amounts.isId(lastTradeId)
                && firstTradeId <= lastTradeId;
    }
}

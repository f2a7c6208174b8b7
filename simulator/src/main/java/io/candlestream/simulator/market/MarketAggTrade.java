package io.candlestream.simulator.market;

import java.math.BigDecimal;

/**
 * The trades by which one order took others at one price and one time: what the exchange calls an aggregate trade.
 *
 * @param id those of a symbol follow each other, from 0 on
 * @param first the first of its trades
 * @param lastTradeId the id of the last one
 * @param quantity of all of them
 * @param eventTime when the exchange says it, epoch milliseconds
 */
public record MarketAggTrade(long id, MarketTrade first, long lastTradeId, BigDecimal quantity, long eventTime)
        implements MarketEvent {
    /** How many ids there are to one that the exchange took back. */
    public static final long VOID_EVERY = 1000;

    /** One that begins with {@code trade}. */
    public static MarketAggTrade of(long id, MarketTrade trade) {
        return new MarketAggTrade(id, trade, trade.id(), trade.quantity(), trade.eventTime());
    }

    /**
     * What REST tells of an id that the exchange took back, without price, quantity and trades; on the socket it never was.
     *
     * @param next the one behind it
     */
    public static MarketAggTrade takenBack(long id, MarketAggTrade next) {
        return new MarketAggTrade(id, next.first, -1, BigDecimal.ZERO, next.eventTime);
    }

    /** Whether the exchange takes back what has this id: the real one does so seldom and without a rule, this one the last of each thousand. */
    public static boolean isTakenBack(long id) {
        return id % VOID_EVERY == VOID_EVERY - 1;
    }

    /** Whether it was taken back. */
    public boolean isVoid() {
        return lastTradeId < 0;
    }

    /** Whether {@code trade} belongs to it. */
    public boolean takes(MarketTrade trade) {
        return lastTradeId + 1 == trade.id()
                && first.time() == trade.time()
                && first.takerBuys() == trade.takerBuys()
                && first.priceUnits() == trade.priceUnits();
    }

    /** This one and the trade behind it. */
    public MarketAggTrade with(MarketTrade trade) {
        return new MarketAggTrade(id, first, trade.id(), quantity.add(trade.quantity()), trade.eventTime());
    }

    /** This one, told at {@code when}, epoch milliseconds. */
    public MarketAggTrade toldAt(long when) {
        return new MarketAggTrade(id, first, lastTradeId, quantity, when);
    }

    @Override
    public String symbol() {
        return first.symbol();
    }

    /** When it was made, epoch milliseconds. */
    public long time() {
        return first.time();
    }

    public long firstTradeId() {
        return isVoid() ? -1 : first.id();
    }

    public boolean takerBuys() {
        return first.takerBuys();
    }

    public BigDecimal price() {
        return isVoid() ? BigDecimal.ZERO : first.price();
    }
}

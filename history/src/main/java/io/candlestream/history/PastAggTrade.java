package io.candlestream.history;

/**
 * An aggregate trade as the exchange tells its past: the trades by which one order took others at one price and one time. Its decimal
 * text is the exchange's own.
 *
 * @param id those of a symbol follow each other without a break; they are no ids of trades
 * @param quantity of all its trades
 * @param firstTradeId {@link #NO_TRADE} where it has none, as {@code lastTradeId}
 * @param time when it was made, epoch milliseconds
 * @param buyerMaker whether the buyer's order stood in the book, so that the taker sold
 * @param reportedAt when the source said so, epoch milliseconds, never before it was made
 */
public record PastAggTrade(
        String symbol,
        long id,
        String price,
        String quantity,
        long firstTradeId,
        long lastTradeId,
        long time,
        boolean buyerMaker,
        long reportedAt)
        implements Numbered {
    /** What the exchange writes in place of a trade's id where there is none. */
    public static final long NO_TRADE = -1;

    public PastAggTrade {
        reportedAt = Math.max(time, reportedAt);
    }

    @Override
    public boolean isVoid() {
        return firstTradeId == NO_TRADE && lastTradeId == NO_TRADE;
    }
}

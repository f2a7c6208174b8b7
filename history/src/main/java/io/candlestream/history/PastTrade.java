package io.candlestream.history;

/**
 * A trade as the exchange tells its past, with its own decimal text.
 *
 * @param id those of a symbol follow each other without a break
 * @param time when it was made, epoch milliseconds
 * @param buyerMaker whether the buyer's order stood in the book, so that the taker sold
 * @param reportedAt when the source said so, epoch milliseconds, never before it was made
 */
public record PastTrade(
        String symbol,
        long id,
        String price,
        String quantity,
        String quoteQuantity,
        long time,
        boolean buyerMaker,
        long reportedAt) {
    public PastTrade {
        reportedAt = Math.max(time, reportedAt);
    }

    /** This trade as its source reported it at {@code when}, epoch milliseconds. */
    public PastTrade reportedAt(long when) {
        return new PastTrade(symbol, id, price, quantity, quoteQuantity, time, buyerMaker, when);
    }
}

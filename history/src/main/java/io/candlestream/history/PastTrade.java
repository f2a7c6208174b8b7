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
        long reportedAt)
        implements Numbered {
    public PastTrade {
        reportedAt = Math.max(time, reportedAt);
    }
}

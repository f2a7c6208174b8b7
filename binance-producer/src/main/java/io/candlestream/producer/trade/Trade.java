package io.candlestream.producer.trade;

import io.candlestream.history.PastTrade;
import io.candlestream.ingest.channel.Event;
import io.candlestream.ingest.channel.EventSource;

/**
 * One trade as the exchange told it; the event of {@link TradeChannel}. Times are epoch milliseconds, price and quantity the
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
        implements Event {
    /** So many digits make less than 2^64: what is too large for a long has its highest bit set. */
    private static final int MOST_DIGITS = 19;
    /** Eighteen digits; the exchange's have ten, and the ids behind the largest long would be below zero. */
    private static final long MOST_ID = 999_999_999_999_999_999L;

    @Override
    public long time() {
        return tradeTime;
    }

    @Override
    public long position() {
        return id;
    }

    /** A trade of the past, which {@code source} told. */
    static Trade ofHistory(PastTrade past, EventSource source) {
        return new Trade(
                past.symbol(),
                past.id(),
                past.price(),
                past.quantity(),
                past.time(),
                past.buyerMaker(),
                past.reportedAt(),
                source);
    }

    /** Whether it can be a trade at all; the consumer makes a dead letter of one that cannot, so its id counts as missing. */
    boolean isPossible() {
        return id >= 0 && id <= MOST_ID && isAmount(price) && isAmount(quantity);
    }

    /** Whether {@code decimal} is above zero and its digits fit into 64 bits, as the exchange keeps its numbers itself. */
    private static boolean isAmount(String decimal) {
        int digits = 0;
        long unscaled = 0;
        for (int i = 0; i < decimal.length(); i++) {
            char c = decimal.charAt(i);
            if (c == '-') {
                return false;
            }
            if (c != '.') {
                unscaled = unscaled * 10 + c - '0';
                digits += unscaled == 0 && digits == 0 ? 0 : 1;
            }
        }
        return unscaled > 0 && digits <= MOST_DIGITS;
    }
}

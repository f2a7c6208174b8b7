package io.candlestream.certify;

import io.candlestream.certify.hash.HashedBytes;
import java.math.BigDecimal;

/** A trade or an aggregate trade of a store, which fills the same one again and again. What is absent is null or {@link CandleRow#ABSENT}. */
public final class EventRow {
    private long id;
    private long time;
    private BigDecimal price;
    private BigDecimal quantity;
    private BigDecimal quoteQuantity;
    private long firstTradeId;
    private long lastTradeId;
    private boolean buyerMaker;

    /** A trade; its time in epoch milliseconds. */
    public void trade(long tradeId, long at, BigDecimal[] numbers, boolean isBuyerMaker) {
        id = tradeId;
        time = at;
        price = numbers[0];
        quantity = numbers[1];
        quoteQuantity = numbers[2];
        buyerMaker = isBuyerMaker;
    }

    /** An aggregate trade. */
    public void aggregate(
            long aggregateId, long at, BigDecimal[] numbers, long firstId, long lastId, boolean isBuyerMaker) {
        id = aggregateId;
        time = at;
        price = numbers[0];
        quantity = numbers[1];
        firstTradeId = firstId;
        lastTradeId = lastId;
        buyerMaker = isBuyerMaker;
    }

    /** Whether both are hashed alike. */
    public boolean saysTheSame(EventRow other) {
        return id == other.id
                && time == other.time
                && firstTradeId == other.firstTradeId
                && lastTradeId == other.lastTradeId
                && buyerMaker == other.buyerMaker
                && isEqual(price, other.price)
                && isEqual(quantity, other.quantity)
                && isEqual(quoteQuantity, other.quoteQuantity);
    }

    private static boolean isEqual(BigDecimal one, BigDecimal other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return one.compareTo(other) == 0;
    }

    long id() {
        return id;
    }

    long time() {
        return time;
    }

    void writeTo(HashedBytes bytes, CertifiedStream stream) {
        bytes.key(id).key(time).decimal(price).decimal(quantity);
        if (stream == CertifiedStream.AGG_TRADES) {
            bytes.whole(firstTradeId).whole(lastTradeId);
        } else {
            bytes.decimal(quoteQuantity);
        }
        bytes.flag(buyerMaker);
    }
}

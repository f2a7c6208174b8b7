package io.candlestream.consumer.trade;

import io.candlestream.consumer.stream.Decimal;
import io.candlestream.consumer.stream.Row;
import io.candlestream.schema.RecordSchema;
import io.candlestream.schema.VersionHash;
import java.util.OptionalLong;

/**
 * One trade, or one aggregate trade, as the table holds it. Times are epoch milliseconds.
 *
 * @param partition stands for symbol and hour
 * @param hour the full hour in which it was made
 * @param buyerMaker whether the taker sold
 * @param eventTime when the source said so
 * @param firstTradeId of an aggregate trade's trades, {@link #NO_TRADE} of a trade, as is {@code lastTradeId}
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
        long consumedAt,
        long firstTradeId,
        long lastTradeId)
        implements Row {
    static final long NO_TRADE = -1;
    private static final long MICROS = 1000;
    private static final int HASH_BITS = 22;

    @Override
    public long clustering() {
        return tradeId;
    }

    /** What it cost; exact, as both of its factors are. */
    Decimal quoteQuantity() {
        return price.times(quantity);
    }

    /**
     * When it counts as written, derived from what its source says: so it may arrive late, twice or in any order, and the
     * table ends the same. In microseconds, the unit of Cassandra's {@code USING TIMESTAMP}.
     *
     * <p>{@code trade time * 1000 + rank * 2^22 + hash mod 2^22}, where the rank is 0 for the socket, 1 for REST and 2 for the
     * archive. A trade never changes, so each source tells the same of it at another time; what REST says stands above what the
     * socket said. Two versions of one source that differ in any value have different write times, all but one pair in four million.
     */
    @Override
    public long version() {
        return tradeTime * MICROS
                + ((long) RecordSchema.rank(source) << HASH_BITS)
                + (hash() >>> (Long.SIZE - HASH_BITS));
    }

    /** Part of every write time in the table, so it must never change: its values are pinned by a test. */
    private long hash() {
        long hash = mixed(VersionHash.START, price);
        hash = mixed(hash, quantity);
        hash = VersionHash.mixed(hash, buyerMaker ? 1 : 0);
        hash = VersionHash.mixed(hash, eventTime);
        return isAggregate() ? VersionHash.mixed(VersionHash.mixed(hash, firstTradeId), lastTradeId) : hash;
    }

    private static long mixed(long hash, Decimal value) {
        return VersionHash.mixed(VersionHash.mixed(hash, value.low()), value.scale());
    }

    @Override
    public OptionalLong receivedAt() {
        return isLive() ? OptionalLong.of(collectedAt) : OptionalLong.empty();
    }

    boolean isAggregate() {
        return firstTradeId != NO_TRADE;
    }

    /** Whether the socket said it. */
    boolean isLive() {
        return source.equals("socket");
    }
}

package io.candlestream.consumer.trade;

import io.candlestream.consumer.stream.Decimal;
import io.candlestream.schema.TradeSchema;
import io.candlestream.schema.VersionHash;

/**
 * When a trade counts as written, derived from what its source says: so it may arrive late, twice or in any order, and the
 * table ends the same. In microseconds, the unit of Cassandra's {@code USING TIMESTAMP}.
 *
 * <p>{@code trade time * 1000 + rank * 2^22 + hash mod 2^22}, where the rank is 0 for the socket, 1 for REST and 2 for the
 * archive. A trade never changes, so each source tells the same of it at another time; what REST says stands above what the
 * socket said. Two versions of one source that differ in any value have different write times, all but one pair in four million.
 */
final class TradeVersion {
    private static final long MICROS = 1000;
    private static final int HASH_BITS = 22;

    private TradeVersion() {}

    static long of(TradeRow row) {
        return of(row, hash(row));
    }

    static long of(AggTradeRow row) {
        long hash = VersionHash.mixed(hash(row.trade()), row.firstTradeId());
        return of(row.trade(), VersionHash.mixed(hash, row.lastTradeId()));
    }

    private static long of(TradeRow row, long hash) {
        return row.tradeTime() * MICROS
                + ((long) TradeSchema.rank(row.source()) << HASH_BITS)
                + (hash >>> (Long.SIZE - HASH_BITS));
    }

    /** Part of every write time in the table, so it must never change: its values are pinned by a test. */
    private static long hash(TradeRow row) {
        long hash = mixed(VersionHash.START, row.price());
        hash = mixed(hash, row.quantity());
        hash = VersionHash.mixed(hash, row.buyerMaker() ? 1 : 0);
        return VersionHash.mixed(hash, row.eventTime());
    }

    private static long mixed(long hash, Decimal value) {
        return VersionHash.mixed(VersionHash.mixed(hash, value.low()), value.scale());
    }
}

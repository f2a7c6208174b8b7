package io.candlestream.consumer.ticker;

import io.candlestream.consumer.stream.Decimal;
import io.candlestream.consumer.stream.Row;
import io.candlestream.schema.TickerWindow;
import io.candlestream.schema.VersionHash;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One ticker, as its table holds it. Times are epoch milliseconds.
 *
 * @param partition stands for symbol, window and day
 * @param day the day in UTC in which it was sent
 * @param prices what all windows say
 * @param book what only {@link TickerWindow#ROLLING_24H} says
 * @param openTime where the window begins, {@code closeTime} where it ends
 * @param firstTradeId of the window's trades, -1 where there are none, as is {@code lastTradeId}
 */
record TickerRow(
        String partition,
        String symbol,
        TickerWindow window,
        long day,
        long eventTime,
        Prices prices,
        Book book,
        long openTime,
        long closeTime,
        long firstTradeId,
        long lastTradeId,
        long trades,
        String source,
        long collectedAt,
        long consumedAt)
        implements Row {
    private static final long MICROS = 1000;
    private static final int HASH_BITS = 16;

    /** Prices in the quote asset and volumes. */
    record Prices(
            Decimal change,
            Decimal changePercent,
            Decimal weightedAverage,
            Decimal open,
            Decimal high,
            Decimal low,
            Decimal last,
            Decimal volume,
            Decimal quoteVolume) {}

    /** The trade before the window and the last trade; the best orders when it was sent, which trades do not tell. */
    record Book(
            Decimal previousClose,
            Decimal lastQuantity,
            Optional<Decimal> bidPrice,
            Optional<Decimal> bidQuantity,
            Optional<Decimal> askPrice,
            Optional<Decimal> askQuantity) {
        static final Book NONE = new Book(
                Decimal.of(0, 0),
                Decimal.of(0, 0),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Whether the exchange sent it; else it was made of trades. */
    boolean isSent() {
        return source.equals("socket");
    }

    String windowCode() {
        return window.code();
    }

    @Override
    public long clustering() {
        return eventTime;
    }

    /**
     * {@code event time * 1000 + rank * 2^16 + hash mod 2^16}, where the rank is 1 for what the exchange sent and 0 for what was made
     * of trades. A ticker never changes; should two of one moment differ, their write times do, all but one pair in 65,536.
     */
    @Override
    public long version() {
        long rank = isSent() ? 1 : 0;
        return eventTime * MICROS + (rank << HASH_BITS) + (hash() >>> (Long.SIZE - HASH_BITS));
    }

    /** Part of every write time in the table, so it must never change: its values are pinned by a test. */
    private long hash() {
        long hash = VersionHash.mixed(VersionHash.START, firstTradeId);
        hash = VersionHash.mixed(hash, lastTradeId);
        hash = VersionHash.mixed(hash, closeTime);
        hash = VersionHash.mixed(hash, prices.last().low());
        return VersionHash.mixed(hash, prices.volume().low());
    }

    @Override
    public OptionalLong receivedAt() {
        return isSent() ? OptionalLong.of(collectedAt) : OptionalLong.empty();
    }
}

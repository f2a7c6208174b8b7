package io.candlestream.consumer.kline;

import io.candlestream.consumer.stream.Row;
import io.candlestream.schema.Interval;
import io.candlestream.schema.KlineVersion;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * One update of one candle, as the table holds it. Times are epoch milliseconds, an absent text is empty.
 *
 * @param eventTime when the source said so
 * @param exact the numbers that the doubles only come near to
 */
public record KlineRow(
        UUID id,
        String assetName,
        double open,
        double high,
        double low,
        double close,
        double volume,
        double quoteVolume,
        int trades,
        boolean closed,
        long openTime,
        long closeTime,
        long collectedAt,
        long consumedAt,
        String symbol,
        String interval,
        OptionalLong eventTime,
        OptionalLong firstTradeId,
        OptionalLong lastTradeId,
        OptionalDouble takerBuyVolume,
        OptionalDouble takerBuyQuoteVolume,
        String source,
        ExactNumbers exact)
        implements Row {

    /** The trade ids of a candle without trades, and of one whose source does not know them. */
    static final long NO_TRADE = -1;

    @Override
    public String partition() {
        return assetName;
    }

    @Override
    public long clustering() {
        return openTime;
    }

    @Override
    public OptionalLong receivedAt() {
        return source.equals("socket") ? OptionalLong.of(collectedAt) : OptionalLong.empty();
    }

    @Override
    public long version() {
        long hash = hash();
        long close = Interval.ofCode(interval)
                .map(grid -> KlineVersion.close(grid, openTime, closeTime))
                .orElse(closeTime);
        return closed
                ? KlineVersion.ofClosed(close, eventTime, source, hash)
                : KlineVersion.ofOpen(close, eventTime.orElse(collectedAt), hash);
    }

    /** All that the exchange told of the candle and that is stored beside its times; part of its write time. */
    long hash() {
        return KlineVersion.hash(
                open,
                high,
                low,
                close,
                volume,
                quoteVolume,
                takerBuyVolume.orElse(-1),
                takerBuyQuoteVolume.orElse(-1),
                trades,
                firstTradeId.orElse(NO_TRADE),
                lastTradeId.orElse(NO_TRADE));
    }
}

package io.candlestream.consumer.kline;

import io.candlestream.consumer.stream.VersionHash;

/** The hash of a candle's values, part of its write time. */
final class ValueHash {
    private ValueHash() {}

    /** All that the exchange told of the candle and that is stored beside its times. */
    static long of(KlineRow row) {
        long hash = mixed(VersionHash.START, row.open());
        hash = mixed(hash, row.high());
        hash = mixed(hash, row.low());
        hash = mixed(hash, row.close());
        hash = mixed(hash, row.volume());
        hash = mixed(hash, row.quoteVolume());
        hash = mixed(hash, row.takerBuyVolume().orElse(-1));
        hash = mixed(hash, row.takerBuyQuoteVolume().orElse(-1));
        hash = VersionHash.mixed(hash, row.trades());
        hash = VersionHash.mixed(hash, row.firstTradeId().orElse(KlineRow.NO_TRADE));
        return VersionHash.mixed(hash, row.lastTradeId().orElse(KlineRow.NO_TRADE));
    }

    private static long mixed(long hash, double value) {
        return VersionHash.mixed(hash, Double.doubleToRawLongBits(value));
    }
}

package io.candlestream.consumer.kline;

import io.candlestream.schema.KlineVersion;

/** The hash of a candle's values, part of its write time. */
final class ValueHash {
    private ValueHash() {}

    /** All that the exchange told of the candle and that is stored beside its times. */
    static long of(KlineRow row) {
        return KlineVersion.hash(
                row.open(),
                row.high(),
                row.low(),
                row.close(),
                row.volume(),
                row.quoteVolume(),
                row.takerBuyVolume().orElse(-1),
                row.takerBuyQuoteVolume().orElse(-1),
                row.trades(),
                row.firstTradeId().orElse(KlineRow.NO_TRADE),
                row.lastTradeId().orElse(KlineRow.NO_TRADE));
    }
}

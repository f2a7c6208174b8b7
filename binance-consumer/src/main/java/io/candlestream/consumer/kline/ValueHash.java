package io.candlestream.consumer.kline;

/**
 * A hash of a row's values, which tells two versions of a candle apart; cheap, since each update needs one, and without
 * garbage. It is part of every write time in the table, so it must never change: its values are pinned by a test.
 *
 * <p>Each step xors a value in, multiplies by the odd number next to 2^64 divided by the golden ratio and folds the upper
 * half down.
 */
final class ValueHash {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private ValueHash() {}

    /** All that the exchange told of the candle and that is stored beside its times. */
    static long of(KlineRow row) {
        long hash = mixed(GOLDEN, row.open());
        hash = mixed(hash, row.high());
        hash = mixed(hash, row.low());
        hash = mixed(hash, row.close());
        hash = mixed(hash, row.volume());
        hash = mixed(hash, row.quoteVolume());
        hash = mixed(hash, row.takerBuyVolume().orElse(-1));
        hash = mixed(hash, row.takerBuyQuoteVolume().orElse(-1));
        hash = mixed(hash, row.trades());
        hash = mixed(hash, row.firstTradeId().orElse(KlineRow.NO_TRADE));
        return mixed(hash, row.lastTradeId().orElse(KlineRow.NO_TRADE));
    }

    private static long mixed(long hash, double value) {
        return mixed(hash, Double.doubleToRawLongBits(value));
    }

    private static long mixed(long hash, long value) {
        long product = (hash ^ value) * GOLDEN;
        return product ^ (product >>> 32);
    }
}

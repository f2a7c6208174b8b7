package io.candlestream.loader.store;

import io.candlestream.consumer.kline.ExactNumbers;
import io.candlestream.consumer.kline.KlineRow;
import io.candlestream.consumer.stream.Decimal;
import io.candlestream.loader.archive.CandleArrays;
import io.candlestream.loader.archive.CandlePartition;
import io.candlestream.schema.CandleId;
import java.time.Instant;
import java.util.AbstractList;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.RandomAccess;

/** A symbol's month as the rows that the consumer makes of the same candles; each is made when it is asked for. */
final class CandleRows extends AbstractList<KlineRow> implements RandomAccess {
    private final CandlePartition partition;
    private final CandleArrays candles;

    CandleRows(CandlePartition partition) {
        this.partition = partition;
        this.candles = partition.candles();
    }

    @Override
    public int size() {
        return candles.size();
    }

    @Override
    public KlineRow get(int candle) {
        return new KlineRow(
                CandleId.of(
                        partition.exchange(),
                        partition.symbol(),
                        partition.interval(),
                        Instant.ofEpochMilli(candles.openTime(candle))),
                partition.assetName(),
                candles.value(candle, CandleArrays.OPEN),
                candles.value(candle, CandleArrays.HIGH),
                candles.value(candle, CandleArrays.LOW),
                candles.value(candle, CandleArrays.CLOSE),
                candles.value(candle, CandleArrays.VOLUME),
                candles.value(candle, CandleArrays.QUOTE_VOLUME),
                candles.trades(candle),
                true,
                candles.openTime(candle),
                candles.closeTime(candle),
                partition.loadedAt(),
                partition.loadedAt(),
                partition.symbol(),
                partition.interval().code(),
                OptionalLong.of(candles.eventTime(candle)),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalDouble.of(candles.value(candle, CandleArrays.TAKER_BUY_VOLUME)),
                OptionalDouble.of(candles.value(candle, CandleArrays.TAKER_BUY_QUOTE_VOLUME)),
                CandlePartition.SOURCE,
                exact(candle));
    }

    private ExactNumbers exact(int candle) {
        if (!candles.hasExact(candle)) {
            return ExactNumbers.NONE;
        }
        return new ExactNumbers(
                exact(candle, CandleArrays.OPEN),
                exact(candle, CandleArrays.HIGH),
                exact(candle, CandleArrays.LOW),
                exact(candle, CandleArrays.CLOSE),
                exact(candle, CandleArrays.VOLUME),
                exact(candle, CandleArrays.QUOTE_VOLUME),
                exact(candle, CandleArrays.TAKER_BUY_VOLUME),
                exact(candle, CandleArrays.TAKER_BUY_QUOTE_VOLUME));
    }

    private Optional<Decimal> exact(int candle, int which) {
        return candles.exact(candle, which).flatMap(Decimal::of);
    }
}

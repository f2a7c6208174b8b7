package io.candlestream.tools.verify;

import io.candlestream.derive.features.Candles;
import io.candlestream.derive.features.Feature;
import io.candlestream.schema.Interval;
import io.candlestream.tools.access.Asset;
import io.candlestream.tools.access.AssetTable;
import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.recompute.DerivedTable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Compares the stored features with those of the stored candles, as {@link CandleProof} does. */
final class FeatureProof extends CandleProof {
    /** So many candles are held at most. */
    private static final int HELD = 20_000;

    private static final List<String> CANDLE = List.of(
            "timestamp,high,low,close,volume,quote_volume,taker_buy_volume,is_closed,close_time,event_time".split(","));

    FeatureProof(StoredDerived features, Interval interval) {
        super(features, DerivedTable.FEATURES, "features", interval);
    }

    @Override
    List<String> columns() {
        return CANDLE;
    }

    @Override
    Instant begin(Instant first) {
        long open = interval.openOf(first.toEpochMilli());
        for (int back = 0; back < Feature.WARM_UP; back++) {
            open = interval.openOf(open - 1);
        }
        return Instant.ofEpochMilli(open);
    }

    @Override
    Optional<Made> made(Asset asset, Instant first, Instant last) {
        return Optional.of(new Features());
    }

    private final class Features implements Made {
        private final long[] told = new long[Feature.WARM_UP];
        private Candles held = new Candles(interval::endOf);
        private long count;

        @Override
        public void take(StoredRow candle) {
            if (held.size() == HELD) {
                held = held.last(Feature.WARM_UP);
            }
            held.add(
                    AssetTable.openTime(candle).toEpochMilli(),
                    candle.real("high"),
                    candle.real("low"),
                    candle.real("close"),
                    candle.real("volume"),
                    candle.real("quote_volume"),
                    candle.real("taker_buy_volume"));
            told[(int) (count++ % told.length)] = AssetTable.knownAt(candle);
        }

        @Override
        public void compare(RowCheck row) {
            for (Feature feature : Feature.values()) {
                row.real(feature.column(), feature.unbroken(held, held.size() - 1));
            }
            row.time("known_at", known());
        }

        private Instant known() {
            long latest = 0;
            int run = Math.min(held.run(held.size() - 1), Feature.WARM_UP - 1);
            for (long place = count - 1 - run; place < count; place++) {
                latest = Math.max(latest, told[(int) (place % told.length)]);
            }
            return Instant.ofEpochMilli(latest);
        }
    }
}

package io.candlestream.tools.verify;

import io.candlestream.derive.features.PairFeature;
import io.candlestream.history.LookAhead;
import io.candlestream.schema.Interval;
import io.candlestream.tools.access.Asset;
import io.candlestream.tools.access.AssetTable;
import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.recompute.CorrelationSettings;
import io.candlestream.tools.recompute.DerivedTable;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Compares the stored correlations with those of the stored candles of both assets, as {@link CandleProof} does. */
final class CorrelationProof extends CandleProof {
    private static final List<String> CANDLE = List.of("timestamp", "close", "is_closed", "close_time", "event_time");

    private final int returns;
    private final Asset reference;

    CorrelationProof(StoredDerived correlations, Interval interval, CorrelationSettings settings) {
        super(correlations, DerivedTable.CORRELATIONS, "a correlation", interval);
        this.returns = settings.returns();
        this.reference = new Asset(settings.reference(), "", interval.code());
        CorrelationSettings.requireStored(correlations.candles(), reference);
    }

    @Override
    List<String> columns() {
        return CANDLE;
    }

    @Override
    Instant begin(Instant first) {
        return Instant.ofEpochMilli(interval.shifted(first.toEpochMilli(), -returns));
    }

    @Override
    Optional<Made> made(Asset asset, Instant first, Instant last) {
        return asset.name().equals(reference.name())
                ? Optional.empty()
                : Optional.of(new Correlations(begin(first), last));
    }

    private record Candle(long open, double close, long known) {
        static Candle of(StoredRow row) {
            return new Candle(AssetTable.openTime(row).toEpochMilli(), row.real("close"), AssetTable.knownAt(row));
        }
    }

    /** Of one asset, over the candles of both. */
    private final class Correlations implements Made {
        private final Deque<Candle> own = new ArrayDeque<>();
        private final Deque<Candle> others = new ArrayDeque<>();
        private final LookAhead<Candle> paired;

        Correlations(Instant begin, Instant last) {
            paired = LookAhead.of(StreamSupport.stream(
                            stored.candles()
                                    .candles(reference, CANDLE, begin, last)
                                    .spliterator(),
                            false)
                    .filter(candle -> candle.flag("is_closed"))
                    .map(Candle::of)
                    .iterator());
        }

        @Override
        public void take(StoredRow row) {
            Candle candle = Candle.of(row);
            own.add(candle);
            while (paired.peek().filter(other -> other.open() <= candle.open()).isPresent()) {
                others.add(paired.next());
            }
            long before = interval.shifted(candle.open(), -returns);
            for (Deque<Candle> held : List.of(own, others)) {
                while (!held.isEmpty() && held.getFirst().open() < before) {
                    held.removeFirst();
                }
            }
        }

        @Override
        public void compare(RowCheck row) {
            boolean whole = isWhole(List.copyOf(own), List.copyOf(others));
            for (PairFeature feature : PairFeature.values()) {
                row.real(feature.column(), whole ? feature.of(logReturns(own), logReturns(others)) : Double.NaN);
            }
            row.text("reference", reference.name());
            row.time(
                    "known_at",
                    Instant.ofEpochMilli(Stream.concat(own.stream(), others.stream())
                            .mapToLong(Candle::known)
                            .max()
                            .orElseThrow()));
        }
    }

    /** Whether those of the window are all there, of both, and nothing between them. */
    private boolean isWhole(List<Candle> own, List<Candle> others) {
        if (own.size() != returns + 1 || others.size() != returns + 1) {
            return false;
        }
        for (int i = 0; i <= returns; i++) {
            long open = own.get(i).open();
            if (open != others.get(i).open()
                    || (i < returns && interval.endOf(open) != own.get(i + 1).open())) {
                return false;
            }
        }
        return true;
    }

    private static double[] logReturns(Deque<Candle> candles) {
        double[] closes = candles.stream().mapToDouble(Candle::close).toArray();
        double[] made = new double[closes.length - 1];
        for (int i = 0; i < made.length; i++) {
            made[i] = closes[i] == 0 ? Double.NaN : StrictMath.log(closes[i + 1] / closes[i]);
        }
        return made;
    }
}

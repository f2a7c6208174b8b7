package io.candlestream.consumer.kline;

import io.candlestream.consumer.stream.DerivedStream.Derivation;
import io.candlestream.consumer.stream.DerivedStream.Derivations;
import io.candlestream.consumer.stream.StoredRanges.VersionedRow;
import io.candlestream.derive.features.PairWindow;
import io.candlestream.schema.Interval;
import java.util.ArrayList;
import java.util.List;

/** Holds the reference's closed candles of a stretch and pairs those of one asset after the other with them; an open one does not count. */
final class CorrelationDerivations implements Derivations<FeatureRow> {
    private final CorrelationStream stream;
    private final List<Candle> reference = new ArrayList<>();

    private record Candle(long openTime, double close, long knownAt, long version) {
        static Candle of(VersionedRow row) {
            return new Candle(
                    row.clustering(),
                    FeatureDerivation.number(row, "close"),
                    FeatureDerivation.knownAt(row),
                    row.version());
        }
    }

    CorrelationDerivations(CorrelationStream stream) {
        this.stream = stream;
    }

    @Override
    public void addReference(VersionedRow row) {
        if (row.flag("is_closed")) {
            reference.add(Candle.of(row));
        }
    }

    @Override
    public Derivation<FeatureRow> of(String partition) {
        return new OfAsset(partition);
    }

    private final class OfAsset implements Derivation<FeatureRow> {
        private final String name;
        private final PairWindow window;
        private String symbol = "";
        /** So many of the reference's candles the window has got. */
        private int paired;

        OfAsset(String name) {
            Interval interval = stream.interval();
            this.name = name;
            this.window =
                    new PairWindow(stream.window(), interval::endOf, open -> interval.shifted(open, -stream.window()));
        }

        @Override
        public boolean add(VersionedRow row) {
            if (!row.flag("is_closed")) {
                return false;
            }
            Candle candle = Candle.of(row);
            while (paired < reference.size() && reference.get(paired).openTime() <= candle.openTime()) {
                Candle other = reference.get(paired++);
                window.addReference(other.openTime(), other.close(), other.knownAt(), other.version());
            }
            window.add(candle.openTime(), candle.close(), candle.knownAt(), candle.version());
            symbol = row.text("symbol").orElse("");
            return true;
        }

        @Override
        public FeatureRow last() {
            PairWindow.Row made = window.last();
            return new FeatureRow(
                    name,
                    symbol,
                    stream.interval().code(),
                    stream.asset(),
                    made.openTime(),
                    made.knownAt(),
                    made.values(),
                    made.version(),
                    made.clearsAbsent());
        }
    }
}

package io.candlestream.consumer.kline;

import io.candlestream.consumer.stream.Field;
import io.candlestream.consumer.stream.Field.OfOptionalDouble;
import io.candlestream.consumer.stream.Field.OfText;
import io.candlestream.consumer.stream.Field.OfTime;
import io.candlestream.consumer.stream.Row;
import io.candlestream.derive.features.PairFeature;
import io.candlestream.derive.features.PairWindow;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What one closed candle makes with those of the reference.
 *
 * @param reference the name of that asset
 */
record CorrelationRow(String assetName, String symbol, String interval, String reference, PairWindow.Row pair)
        implements Row {
    static final List<Field<CorrelationRow>> FIELDS = Stream.<Field<CorrelationRow>>concat(
                    Stream.of(
                            new OfText<>("asset_name", CorrelationRow::assetName),
                            new OfText<>("interval", CorrelationRow::interval),
                            new OfTime<>("timestamp", CorrelationRow::clustering),
                            new OfText<>("symbol", CorrelationRow::symbol),
                            new OfText<>("reference", CorrelationRow::reference),
                            new OfTime<>("known_at", row -> row.pair().knownAt())),
                    Stream.of(PairFeature.values())
                            .map(feature -> new OfOptionalDouble<>(feature.column(), row -> row.value(feature))))
            .toList();

    OptionalDouble value(PairFeature feature) {
        Double value = pair.values().get(feature);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    @Override
    public String partition() {
        return assetName;
    }

    @Override
    public long clustering() {
        return pair.openTime();
    }

    @Override
    public long version() {
        return pair.version();
    }

    @Override
    public boolean clearsAbsent() {
        return pair.clearsAbsent();
    }
}

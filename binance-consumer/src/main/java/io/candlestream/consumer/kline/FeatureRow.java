package io.candlestream.consumer.kline;

import io.candlestream.consumer.stream.Field;
import io.candlestream.consumer.stream.Field.OfOptionalDouble;
import io.candlestream.consumer.stream.Field.OfText;
import io.candlestream.consumer.stream.Field.OfTime;
import io.candlestream.consumer.stream.Row;
import io.candlestream.derive.features.Feature;
import io.candlestream.derive.features.FeatureWindow;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The features of one closed candle. */
record FeatureRow(String assetName, String symbol, String interval, FeatureWindow.Row features) implements Row {
    static final List<Field<FeatureRow>> FIELDS = Stream.<Field<FeatureRow>>concat(
                    Stream.of(
                            new OfText<>("asset_name", FeatureRow::assetName),
                            new OfText<>("interval", FeatureRow::interval),
                            new OfTime<>("timestamp", FeatureRow::clustering),
                            new OfText<>("symbol", FeatureRow::symbol),
                            new OfTime<>("known_at", row -> row.features().knownAt())),
                    Stream.of(Feature.values())
                            .map(feature -> new OfOptionalDouble<>(feature.column(), row -> row.value(feature))))
            .toList();

    OptionalDouble value(Feature feature) {
        Double value = features.values().get(feature);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    @Override
    public String partition() {
        return assetName;
    }

    @Override
    public long clustering() {
        return features.openTime();
    }

    @Override
    public long version() {
        return features.version();
    }

    @Override
    public boolean clearsAbsent() {
        return features.clearsAbsent();
    }
}

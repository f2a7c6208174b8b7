package io.candlestream.consumer.kline;

import io.candlestream.consumer.stream.Field;
import io.candlestream.consumer.stream.Field.OfOptionalDouble;
import io.candlestream.consumer.stream.Field.OfText;
import io.candlestream.consumer.stream.Field.OfTime;
import io.candlestream.consumer.stream.Row;
import io.candlestream.derive.features.Feature;
import io.candlestream.derive.features.PairFeature;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What one closed candle makes with those before it, or with those of a reference. Times are epoch milliseconds.
 *
 * @param partition the name of the asset
 * @param reference the name of that asset, empty where there is none
 * @param clustering when the candle opens
 * @param values those that there are, by {@link Feature} or {@link PairFeature}
 */
record FeatureRow(
        String partition,
        String symbol,
        String interval,
        String reference,
        long clustering,
        long knownAt,
        Map<?, Double> values,
        long version,
        boolean clearsAbsent)
        implements Row {
    static final List<Field<FeatureRow>> FEATURES =
            fields(Stream.of(), Stream.of(Feature.values()).map(feature -> value(feature.column(), feature)));
    static final List<Field<FeatureRow>> CORRELATIONS = fields(
            Stream.of(new OfText<>("reference", FeatureRow::reference)),
            Stream.of(PairFeature.values()).map(feature -> value(feature.column(), feature)));

    private static List<Field<FeatureRow>> fields(Stream<Field<FeatureRow>> own, Stream<Field<FeatureRow>> values) {
        return Stream.of(
                        Stream.<Field<FeatureRow>>of(
                                new OfText<>("asset_name", FeatureRow::partition),
                                new OfText<>("interval", FeatureRow::interval),
                                new OfTime<>("timestamp", FeatureRow::clustering),
                                new OfText<>("symbol", FeatureRow::symbol)),
                        own,
                        Stream.<Field<FeatureRow>>of(new OfTime<>("known_at", FeatureRow::knownAt)),
                        values)
                .flatMap(some -> some)
                .toList();
    }

    private static Field<FeatureRow> value(String column, Object feature) {
        return new OfOptionalDouble<>(column, row -> {
            Double value = row.values().get(feature);
            return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
        });
    }
}

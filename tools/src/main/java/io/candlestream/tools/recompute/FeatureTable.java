package io.candlestream.tools.recompute;

import io.candlestream.derive.features.Feature;
import io.candlestream.derive.features.FeatureWindow;
import io.candlestream.tools.access.Asset;
import java.util.List;
import java.util.stream.Stream;

/** Where features are stored, as the consumer stores them: of two computations of a row the one with the larger version stays. */
interface FeatureTable {
    /** The columns of a row, but for its version. */
    List<String> COLUMNS = Stream.concat(
                    Stream.of("asset_name", "interval", "timestamp", "symbol", "known_at"),
                    Stream.of(Feature.values()).map(Feature::column))
            .toList();

    /** Writes the features of a candle. All of one asset lie side by side, up to {@link #flush}. */
    void write(Asset asset, FeatureWindow.Row row);

    /** Returns when all of {@code asset} are stored. */
    void flush(Asset asset);

    /** How many were. */
    long written();
}

package io.candlestream.tools.recompute;

import io.candlestream.derive.features.Feature;
import io.candlestream.derive.features.FeatureWindow;
import io.candlestream.tools.access.Asset;
import io.candlestream.tools.access.PostgresTables;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The table of the features in PostgreSQL. */
final class PostgresFeatures implements FeatureTable {
    private static final List<String> KEY = List.of("asset_name", "interval", "timestamp");

    private final PostgresUpserts rows;
    private final String interval;

    /** @param table its name, without the schema */
    PostgresFeatures(PostgresTables store, String table, String interval) {
        this.rows = new PostgresUpserts(
                store,
                table,
                KEY,
                Stream.concat(COLUMNS.stream(), Stream.of("version")).toList());
        this.interval = interval;
    }

    @Override
    public void write(Asset asset, FeatureWindow.Row row) {
        List<Object> values = new ArrayList<>(List.of(
                asset.name(),
                interval,
                PostgresUpserts.moment(row.openTime()),
                asset.symbol(),
                PostgresUpserts.moment(row.knownAt())));
        for (Feature feature : Feature.values()) {
            values.add(PostgresUpserts.real(row.values().getOrDefault(feature, Double.NaN)));
        }
        values.add(row.version());
        rows.add(row.openTime(), values);
    }

    @Override
    public void flush(Asset asset) {
        rows.flush();
    }

    @Override
    public long written() {
        return rows.written();
    }
}

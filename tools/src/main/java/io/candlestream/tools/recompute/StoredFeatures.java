package io.candlestream.tools.recompute;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.candlestream.derive.features.Feature;
import io.candlestream.derive.features.FeatureWindow;
import io.candlestream.tools.access.Asset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The table of the features in Cassandra, written as the consumer writes it: the write time is the row's version. */
final class StoredFeatures implements FeatureTable {
    /** Rows of a request. */
    private static final int ROWS = 128;

    private final CqlSession session;
    private final PreparedStatement insert;
    private final String interval;
    private final List<FeatureWindow.Row> waiting = new ArrayList<>();
    private long written;

    /** @param table with its keyspace, as CQL has it */
    StoredFeatures(CqlSession session, String table, String interval) {
        this.session = session;
        this.interval = interval;
        this.insert = session.prepare("INSERT INTO " + table + " (" + String.join(", ", COLUMNS) + ") VALUES ("
                + COLUMNS.stream().map(column -> "?").collect(Collectors.joining(", ")) + ") USING TIMESTAMP ?");
    }

    @Override
    public void write(Asset asset, FeatureWindow.Row row) {
        waiting.add(row);
        if (waiting.size() == ROWS) {
            flush(asset);
        }
    }

    @Override
    public void flush(Asset asset) {
        if (waiting.isEmpty()) {
            return;
        }
        BatchStatementBuilder batch = BatchStatement.builder(BatchType.UNLOGGED);
        waiting.forEach(row -> batch.addStatement(bound(asset, row).build()));
        session.execute(batch.setConsistencyLevel(DefaultConsistencyLevel.LOCAL_QUORUM)
                .setIdempotence(true)
                .build());
        written += waiting.size();
        waiting.clear();
    }

    private BoundStatementBuilder bound(Asset asset, FeatureWindow.Row row) {
        BoundStatementBuilder bound = insert.boundStatementBuilder()
                .setString("asset_name", asset.name())
                .setString("interval", interval)
                .setInstant("timestamp", Instant.ofEpochMilli(row.openTime()))
                .setString("symbol", asset.symbol())
                .setInstant("known_at", Instant.ofEpochMilli(row.knownAt()));
        for (Feature feature : Feature.values()) {
            Double value = row.values().get(feature);
            if (value != null) {
                bound = bound.setDouble(feature.column(), value);
            } else if (row.clearsAbsent()) {
                bound = bound.setToNull(feature.column());
            }
        }
        return bound.setLong(COLUMNS.size(), row.version());
    }

    @Override
    public long written() {
        return written;
    }
}

package io.candlestream.tools.recompute;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.candlestream.derive.metrics.CandleWindow;
import io.candlestream.derive.metrics.CandleWindow.Metrics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The table of the metrics in Cassandra, written as the consumer writes it: the write time is the row's version. */
final class StoredMetrics implements MetricTable {
    /** Rows of a request. */
    private static final int ROWS = 128;

    private final CqlSession session;
    private final PreparedStatement insert;
    private final String length;
    private final List<BoundStatementBuilder> waiting = new ArrayList<>();
    private long written;

    /** @param table with its keyspace, as CQL has it */
    StoredMetrics(CqlSession session, String table, String length) {
        this.session = session;
        this.length = length;
        this.insert = session.prepare("INSERT INTO " + table + " (" + String.join(", ", COLUMNS) + ") VALUES ("
                + COLUMNS.stream().map(column -> "?").collect(Collectors.joining(", ")) + ") USING TIMESTAMP ?");
    }

    @Override
    public void write(String asset, String symbol, long start, CandleWindow window) {
        Metrics metrics = window.metrics();
        boolean clears = Double.isNaN(metrics.currentSentiment()) && !Double.isNaN(metrics.averageSentiment());
        BoundStatementBuilder bound = insert.boundStatementBuilder()
                .setString("asset_name", asset)
                .setString("interval", length)
                .setInstant("timestamp", Instant.ofEpochMilli(start))
                .setString("symbol", symbol)
                .setInstant("known_at", Instant.ofEpochMilli(metrics.knownAt()))
                .setDouble("avg_price", metrics.averagePrice())
                .setBigDecimal("min_price", MetricTable.shortest(metrics.lowestPrice()))
                .setBigDecimal("max_price", MetricTable.shortest(metrics.highestPrice()))
                .setBigDecimal("current_price", MetricTable.shortest(metrics.currentPrice()))
                .setBigDecimal("total_usdt_volume", MetricTable.shortest(metrics.volume()))
                .setLong("ticks", metrics.ticks())
                .setLong(COLUMNS.size(), window.version());
        bound = optional(bound, "volatility", metrics.volatility(), clears);
        bound = optional(bound, "avg_sentiment", metrics.averageSentiment(), clears);
        waiting.add(optional(bound, "current_sentiment", metrics.currentSentiment(), clears));
        if (waiting.size() == ROWS) {
            flush();
        }
    }

    private static BoundStatementBuilder optional(
            BoundStatementBuilder bound, String column, double value, boolean clears) {
        if (Double.isNaN(value)) {
            return clears ? bound.setToNull(column) : bound;
        }
        return bound.setDouble(column, value);
    }

    @Override
    public void flush() {
        if (!waiting.isEmpty()) {
            BatchStatementBuilder batch = BatchStatement.builder(BatchType.UNLOGGED);
            waiting.forEach(row -> batch.addStatement(row.build()));
            session.execute(batch.setConsistencyLevel(DefaultConsistencyLevel.LOCAL_QUORUM)
                    .setIdempotence(true)
                    .build());
            written += waiting.size();
            waiting.clear();
        }
    }

    @Override
    public long written() {
        return written;
    }
}

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
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The table of the metrics in Cassandra, written as the consumer writes it: the write time is the row's version. */
final class StoredMetrics {
    /** Rows of a request. */
    private static final int ROWS = 128;

    private static final List<String> COLUMNS = List.of(
            "asset_name",
            "interval",
            "timestamp",
            "symbol",
            "known_at",
            "avg_price",
            "min_price",
            "max_price",
            "current_price",
            "volatility",
            "total_usdt_volume",
            "avg_sentiment",
            "current_sentiment",
            "ticks");

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

    /** All of one asset lie side by side, up to {@link #flush}. */
    void write(String asset, String symbol, long start, CandleWindow window) {
        Metrics metrics = window.metrics();
        boolean clears = Double.isNaN(metrics.currentSentiment()) && !Double.isNaN(metrics.averageSentiment());
        BoundStatementBuilder bound = insert.boundStatementBuilder()
                .setString("asset_name", asset)
                .setString("interval", length)
                .setInstant("timestamp", Instant.ofEpochMilli(start))
                .setString("symbol", symbol)
                .setInstant("known_at", Instant.ofEpochMilli(metrics.knownAt()))
                .setDouble("avg_price", metrics.averagePrice())
                .setBigDecimal("min_price", shortest(metrics.lowestPrice()))
                .setBigDecimal("max_price", shortest(metrics.highestPrice()))
                .setBigDecimal("current_price", shortest(metrics.currentPrice()))
                .setBigDecimal("total_usdt_volume", shortest(metrics.volume()))
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

    /** One value has one form, as the consumer writes it. */
    private static BigDecimal shortest(BigDecimal value) {
        BigDecimal shortest = value.stripTrailingZeros();
        return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }

    /** Returns when all are stored. */
    void flush() {
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

    long written() {
        return written;
    }
}

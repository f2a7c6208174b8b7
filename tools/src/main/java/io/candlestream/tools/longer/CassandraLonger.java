package io.candlestream.tools.longer;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.candlestream.derive.longer.LongerCandle;
import io.candlestream.schema.CandleId;
import io.candlestream.schema.Interval;
import io.candlestream.tools.access.Asset;
import java.time.Instant;
import java.util.stream.Collectors;

/** A table in Cassandra; the write time is the row's version. */
final class CassandraLonger implements LongerTable {
    /** Rows of a request, all of one partition. */
    private static final int ROWS = 128;

    private final CqlSession session;
    private final PreparedStatement insert;
    private final String exchange;
    private final Interval interval;
    private BatchStatementBuilder batch = BatchStatement.builder(BatchType.UNLOGGED);
    private int waiting;

    /** @param table with its keyspace, as CQL has it */
    CassandraLonger(CqlSession session, String table, String exchange, Interval interval) {
        this.session = session;
        this.exchange = exchange;
        this.interval = interval;
        this.insert = session.prepare("INSERT INTO " + table + " (" + String.join(", ", COLUMNS) + ") VALUES ("
                + COLUMNS.stream().map(column -> "?").collect(Collectors.joining(", ")) + ") USING TIMESTAMP ?");
    }

    @Override
    public void write(Asset asset, LongerCandle candle) {
        Instant open = Instant.ofEpochMilli(candle.openTime());
        BoundStatementBuilder bound = insert.boundStatementBuilder()
                .setString("asset_name", asset.name())
                .setInstant("timestamp", open)
                .setUuid("id", CandleId.of(exchange, asset.symbol(), interval, open))
                .setString("symbol", asset.symbol())
                .setString("interval", interval.code())
                .setBoolean("is_closed", true)
                .setInstant("close_time", Instant.ofEpochMilli(candle.closeTime()))
                .setInstant("event_time", Instant.ofEpochMilli(candle.knownAt()))
                .setInstant("collected_at", Instant.ofEpochMilli(candle.knownAt()))
                .setInstant("consumed_at", Instant.now())
                .setString("source", SOURCE)
                .setInt("trades", Math.toIntExact(candle.trades()))
                .setLong("first_trade_id", candle.firstTrade())
                .setLong("last_trade_id", candle.lastTrade());
        for (int i = 0; i < LongerCandle.NUMBERS.size(); i++) {
            if (candle.number(i).isPresent()) {
                bound = bound.setDouble(
                        LongerCandle.NUMBERS.get(i), candle.number(i).get().doubleValue());
            }
        }
        batch.addStatement(bound.setLong(COLUMNS.size(), candle.version()).build());
        if (++waiting == ROWS) {
            flush();
        }
    }

    @Override
    public void flush() {
        if (waiting > 0) {
            session.execute(batch.setConsistencyLevel(DefaultConsistencyLevel.LOCAL_QUORUM)
                    .setIdempotence(true)
                    .build());
            batch = BatchStatement.builder(BatchType.UNLOGGED);
            waiting = 0;
        }
    }
}

package io.candlestream.sink.postgres;

import io.candlestream.consumer.sink.QueryBatch;
import io.candlestream.consumer.sink.Sink;
import io.candlestream.consumer.sink.SinkResult;
import io.candlestream.consumer.sink.SinkWriter;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.consumer.stream.SinkReader;
import io.candlestream.consumer.stream.StoredRanges;
import io.candlestream.runtime.errors.PostgresErrors;
import io.candlestream.runtime.postgres.PostgresAddress;
import io.candlestream.runtime.settings.FatalException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores rows in tables of PostgreSQL, each stream in its own. */
final class PostgresSink implements Sink {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(PostgresSink.class);
    private static final Duration TEND_AFTER = Duration.ofMinutes(10);

    private final String name;
    private final String schema;
    private final Duration writeDeadline;
    /** By {@link System#nanoTime}; the driver's alone. */
    private transient long tended;

    PostgresSink(String name, String schema, Duration writeDeadline) {
        this.name = name;
        this.schema = schema;
        this.writeDeadline = writeDeadline;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String target(RowLayout<?> layout) {
        return "PostgreSQL table " + TableName.of(schema, layout);
    }

    @Override
    public void validate(RowLayout<?> layout, SparkConf conf, Duration deadline) {
        TableName table = TableName.of(schema, layout);
        new PostgresPreflight(name, SinkAddress.of(name, conf), deadline).check(table, layout);
        tended = System.nanoTime();
    }

    @Override
    public boolean holds(RowLayout<?> layout, SparkConf conf) {
        try (Connection connection = SinkAddress.of(name, conf).connect()) {
            return PostgresTableCheck.isThere(connection, TableName.of(schema, layout));
        } catch (SQLException e) {
            throw new FatalException("Cannot look for " + target(layout) + ": " + PostgresErrors.describe(e), e);
        }
    }

    @Override
    public <R extends Row> SinkWriter<R> open(RowLayout<R> layout, Runnable retried) {
        return new PostgresWriter<>(
                () -> SinkAddress.of(name, SparkEnv.get().conf()),
                new Upsert<>(TableName.of(schema, layout), layout),
                QueryBatch.ofThisTask(),
                writeDeadline,
                retried);
    }

    /** Rows are visible since their task's transaction; what is left is to look after the partitions. */
    @Override
    public void commit(long batchId, List<SinkResult> results) {
        if (System.nanoTime() - tended > TEND_AFTER.toNanos()) {
            tended = System.nanoTime();
            PostgresAddress address = SinkAddress.of(name, SparkEnv.get().conf());
            try (PostgresSession session = PostgresSession.open(address)) {
                session.tend(schema);
            } catch (SQLException e) {
                // Writers make the partitions that they miss; the next time may do.
                LOG.warn("Cannot make partitions ahead in {}: {}", address.at(), PostgresErrors.describe(e));
            }
        }
    }

    @Override
    public boolean readsRanges() {
        return true;
    }

    @Override
    public StoredRanges ranges(RowLayout<?> layout, List<String> columns, Runnable retried) {
        return new PostgresRanges(
                () -> SinkAddress.of(name, SparkEnv.get().conf()),
                TableName.of(schema, layout),
                layout,
                columns,
                writeDeadline,
                retried);
    }

    @Override
    public Optional<SinkReader> stored(RowLayout<?> layout, SparkConf conf) {
        PostgresAddress address = SinkAddress.of(name, conf);
        try {
            return Optional.of(new PostgresReader(address.connect(), TableName.of(schema, layout), layout));
        } catch (SQLException e) {
            throw new FatalException("Cannot read " + target(layout) + ": " + PostgresErrors.describe(e), e);
        }
    }
}

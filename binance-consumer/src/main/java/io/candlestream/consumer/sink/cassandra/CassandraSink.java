package io.candlestream.consumer.sink.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import io.candlestream.consumer.sink.Sink;
import io.candlestream.consumer.sink.SinkWriter;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.consumer.stream.SinkReader;
import io.candlestream.consumer.stream.StoredRanges;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkConf;

/** Stores rows in tables of Cassandra, each stream in its own. */
final class CassandraSink implements Sink {
    private static final long serialVersionUID = 1;

    private final String name;
    private final TableSettings tables;
    /** Set on the driver, once Cassandra has answered. */
    private volatile CassandraContact contact;

    CassandraSink(String name, TableSettings tables) {
        this.name = name;
        this.tables = tables;
        this.contact = CassandraContact.unresolved(name);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String target(RowLayout<?> layout) {
        return "table " + tables.of(layout).name();
    }

    @Override
    public void validate(RowLayout<?> layout, SparkConf conf, Duration deadline) {
        new CassandraPreflight(name, ConnectorConf.of(name, conf), deadline).check(tables.of(layout), layout);
        contact = CassandraContact.of(name, conf);
    }

    @Override
    public <R extends Row> SinkWriter<R> open(RowLayout<R> layout, Runnable retried) {
        return new CassandraWriter<>(contact::session, tables.of(layout), Column.of(layout.fields()), retried);
    }

    @Override
    public boolean holds(RowLayout<?> layout, SparkConf conf) {
        return new CassandraPreflight(name, ConnectorConf.of(name, conf), Duration.ZERO).holds(tables.of(layout));
    }

    @Override
    public boolean readsRanges() {
        return true;
    }

    @Override
    public StoredRanges ranges(RowLayout<?> layout, List<String> columns, Runnable retried) {
        return new CassandraRanges(contact::session, tables.of(layout), layout, columns, retried);
    }

    @Override
    public Optional<SinkReader> stored(RowLayout<?> layout, SparkConf conf) {
        CqlSession session =
                CassandraAccess.connector(ConnectorConf.of(name, conf)).openSession();
        return Optional.of(new CassandraReader(session, tables.of(layout), layout));
    }
}

package io.candlestream.tools.access;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.time.Duration;
import java.util.stream.StreamSupport;

/**
 * The tables of a keyspace.
 *
 * @param session stays the caller's to close
 */
public record CassandraTables(CqlSession session, String keyspace) implements StoredTables {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ConsistencyLevel CONSISTENCY = DefaultConsistencyLevel.LOCAL_QUORUM;

    @Override
    public String named(String table) {
        return CqlIdentifier.fromInternal(keyspace).asCql(true) + "."
                + CqlIdentifier.fromInternal(table).asCql(true);
    }

    @Override
    public boolean has(String table) {
        return session.getMetadata()
                .getKeyspace(CqlIdentifier.fromInternal(keyspace))
                .flatMap(found -> found.getTable(CqlIdentifier.fromInternal(table)))
                .isPresent();
    }

    @Override
    public Iterable<StoredRow> rows(String query, int pageRows, Object... values) {
        SimpleStatement statement = SimpleStatement.newInstance(query, values)
                .setPageSize(pageRows)
                .setConsistencyLevel(CONSISTENCY)
                .setTimeout(PATIENCE);
        var rows = session.execute(statement).spliterator();
        return () -> StreamSupport.stream(rows, false)
                .<StoredRow>map(CassandraRow::new)
                .iterator();
    }

    @Override
    public String newest(String columns, String named, String key, String order) {
        return "SELECT " + columns + " FROM " + named + " PER PARTITION LIMIT 1";
    }

    /** Every column of a row has the write time that the consumer gave the row. */
    @Override
    public String version() {
        return "WRITETIME(close) AS version";
    }

    @Override
    public String filtering() {
        return " ALLOW FILTERING";
    }
}

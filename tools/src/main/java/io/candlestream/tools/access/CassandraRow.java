package io.candlestream.tools.access;

import com.datastax.oss.driver.api.core.cql.Row;

/** A row of Cassandra. */
public record CassandraRow(Row row) implements StoredRow {
    @Override
    public boolean has(String column) {
        return row.getColumnDefinitions().contains(column);
    }

    @Override
    public Object value(String column) {
        return row.getObject(column);
    }
}

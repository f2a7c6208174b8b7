package io.candlestream.tools.access;

import com.datastax.oss.driver.api.core.cql.Row;
import java.math.BigDecimal;
import java.time.Instant;

/** A row of Cassandra. */
public record CassandraRow(Row row) implements StoredRow {
    @Override
    public boolean has(String column) {
        return row.getColumnDefinitions().contains(column);
    }

    @Override
    public boolean isNull(String column) {
        return row.isNull(column);
    }

    @Override
    public String text(String column) {
        return row.getString(column);
    }

    /** An int as well as a bigint. */
    @Override
    public long number(String column) {
        return row.getObject(column) instanceof Number number ? number.longValue() : 0;
    }

    @Override
    public boolean flag(String column) {
        return row.getBoolean(column);
    }

    @Override
    public Instant time(String column) {
        return row.getInstant(column);
    }

    @Override
    public BigDecimal decimal(String column) {
        return row.getBigDecimal(column);
    }

    @Override
    public Object value(String column) {
        return row.getObject(column);
    }
}

package io.candlestream.tools.access;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** A row of PostgreSQL, read whole. */
record PostgresRow(Map<String, Object> values) implements StoredRow {
    /** The row at which {@code rows} stands. */
    static PostgresRow of(ResultSet rows) throws SQLException {
        Map<String, Object> values = new HashMap<>();
        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
            Object value = rows.getObject(column);
            values.put(
                    rows.getMetaData().getColumnName(column),
                    value instanceof Timestamp time ? time.toInstant() : value);
        }
        return new PostgresRow(values);
    }

    @Override
    public boolean has(String column) {
        return values.containsKey(column);
    }

    @Override
    public boolean isNull(String column) {
        return values.get(column) == null;
    }

    @Override
    public String text(String column) {
        return (String) values.get(column);
    }

    @Override
    public long number(String column) {
        return values.get(column) instanceof Number number ? number.longValue() : 0;
    }

    @Override
    public boolean flag(String column) {
        return Boolean.TRUE.equals(values.get(column));
    }

    @Override
    public Instant time(String column) {
        return (Instant) values.get(column);
    }

    @Override
    public BigDecimal decimal(String column) {
        return (BigDecimal) values.get(column);
    }

    @Override
    public Object value(String column) {
        return values.get(column);
    }
}

package io.candlestream.tools.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
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
    public Object value(String column) {
        return values.get(column);
    }
}

package io.candlestream.tools.access;

import java.util.Map;

/** A stored row for tests of what is made of rows: its values by the names of their columns. */
public record MapRow(Map<String, Object> values) implements StoredRow {
    @Override
    public boolean has(String column) {
        return values.containsKey(column);
    }

    @Override
    public Object value(String column) {
        return values.get(column);
    }
}

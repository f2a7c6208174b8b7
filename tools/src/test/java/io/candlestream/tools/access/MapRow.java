package io.candlestream.tools.access;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/** A stored row for tests of what is made of rows: its values by the names of their columns. */
public record MapRow(Map<String, Object> values) implements StoredRow {
    @Override
    public boolean has(String column) {
        return values.containsKey(column);
    }

    @Override
    public boolean isNull(String column) {
        return !has(column);
    }

    @Override
    public String text(String column) {
        return (String) values.get(column);
    }

    @Override
    public long number(String column) {
        return (Long) values.get(column);
    }

    @Override
    public boolean flag(String column) {
        return (Boolean) values.get(column);
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

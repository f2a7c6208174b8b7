package io.candlestream.tools.access;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A candle of a lake, of the texts of its cells; in a lake each one is closed.
 *
 * @param cells by column; what is absent is empty
 */
record LakeCandle(Map<String, String> cells) implements StoredRow {
    private static final String CLOSED = "is_closed";

    @Override
    public boolean has(String column) {
        return column.equals(CLOSED) || cells.containsKey(column);
    }

    @Override
    public boolean isNull(String column) {
        return !column.equals(CLOSED) && cells.getOrDefault(column, "").isEmpty();
    }

    @Override
    public String text(String column) {
        return isNull(column) ? null : cells.get(column);
    }

    @Override
    public long number(String column) {
        return isNull(column) ? 0 : Long.parseLong(cells.get(column));
    }

    @Override
    public boolean flag(String column) {
        return column.equals(CLOSED) || Boolean.parseBoolean(cells.get(column));
    }

    @Override
    public Instant time(String column) {
        return isNull(column) ? null : Instant.ofEpochMilli(Long.parseLong(cells.get(column)));
    }

    @Override
    public BigDecimal decimal(String column) {
        return isNull(column) ? null : new BigDecimal(cells.get(column));
    }

    @Override
    public Object value(String column) {
        if (column.equals(CLOSED)) {
            return true;
        }
        if (isNull(column)) {
            return null;
        }
        return switch (column) {
            case "id" -> UUID.fromString(cells.get(column));
            case "timestamp", "close_time", "event_time", "collected_at", "consumed_at" -> time(column);
            case "trades" -> Math.toIntExact(number(column));
            case "first_trade_id", "last_trade_id", "version" -> number(column);
            case "asset_name", "symbol", "interval", "source" -> text(column);
            default -> decimal(column);
        };
    }
}

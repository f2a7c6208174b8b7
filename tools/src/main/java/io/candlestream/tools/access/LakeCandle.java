package io.candlestream.tools.access;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A candle of a lake, or a gap, of the texts of its cells; in a lake each candle is closed.
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
    public Object value(String column) {
        if (column.equals(CLOSED)) {
            return true;
        }
        String cell = cells.getOrDefault(column, "");
        if (cell.isEmpty()) {
            return null;
        }
        return switch (column) {
            case "id" -> UUID.fromString(cell);
            case "timestamp", "close_time", "event_time", "collected_at", "consumed_at", "from_time", "to_time" ->
                Instant.ofEpochMilli(Long.parseLong(cell));
            case "trades" -> Integer.valueOf(cell);
            case "first_trade_id", "last_trade_id", "version" -> Long.valueOf(cell);
            case "asset_name", "symbol", "interval", "source", "state" -> cell;
            default -> new BigDecimal(cell);
        };
    }
}

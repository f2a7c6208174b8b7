package io.candlestream.tools.trades;

import com.datastax.oss.driver.api.core.cql.Row;
import java.math.BigDecimal;
import java.util.Objects;

/** A row of the trades' table; times are epoch milliseconds. */
record StoredTrade(
        long hour,
        long id,
        BigDecimal price,
        BigDecimal quantity,
        BigDecimal quoteQuantity,
        long time,
        boolean buyerMaker) {

    static StoredTrade of(Row row) {
        return new StoredTrade(
                milli(row, "hour"),
                row.getLong("trade_id"),
                Objects.requireNonNull(row.getBigDecimal("price")),
                Objects.requireNonNull(row.getBigDecimal("quantity")),
                Objects.requireNonNull(row.getBigDecimal("quote_quantity")),
                milli(row, "trade_time"),
                row.getBoolean("is_buyer_maker"));
    }

    private static long milli(Row row, String column) {
        return Objects.requireNonNull(row.getInstant(column)).toEpochMilli();
    }
}

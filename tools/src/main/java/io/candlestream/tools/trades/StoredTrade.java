package io.candlestream.tools.trades;

import io.candlestream.tools.access.StoredRow;
import java.math.BigDecimal;
import java.util.Objects;

/** A row of the trades' table; times are epoch milliseconds. */
public record StoredTrade(
        long hour,
        long id,
        BigDecimal price,
        BigDecimal quantity,
        BigDecimal quoteQuantity,
        long time,
        boolean buyerMaker,
        String source)
        implements StoredId {

    static StoredTrade of(StoredRow row) {
        return new StoredTrade(
                milli(row, "hour"),
                row.number("trade_id"),
                Objects.requireNonNull(row.decimal("price")),
                Objects.requireNonNull(row.decimal("quantity")),
                Objects.requireNonNull(row.decimal("quote_quantity")),
                milli(row, "trade_time"),
                row.flag("is_buyer_maker"),
                Objects.requireNonNullElse(row.text("source"), ""));
    }

    /** A time in epoch milliseconds. */
    static long milli(StoredRow row, String column) {
        return Objects.requireNonNull(row.time(column)).toEpochMilli();
    }
}

package io.candlestream.tools.trades;

import io.candlestream.tools.access.StoredRow;
import java.math.BigDecimal;
import java.util.Objects;

/** A row of the aggregate trades' table; times are epoch milliseconds. */
record StoredAggTrade(
        long hour,
        long id,
        BigDecimal price,
        BigDecimal quantity,
        long firstTradeId,
        long lastTradeId,
        long time,
        boolean buyerMaker)
        implements StoredId {

    static StoredAggTrade of(StoredRow row) {
        return new StoredAggTrade(
                StoredTrade.milli(row, "hour"),
                row.number("agg_trade_id"),
                Objects.requireNonNull(row.decimal("price")),
                Objects.requireNonNull(row.decimal("quantity")),
                row.number("first_trade_id"),
                row.number("last_trade_id"),
                StoredTrade.milli(row, "trade_time"),
                row.flag("is_buyer_maker"));
    }
}

package io.candlestream.tools.witness;

import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.access.StoredStream;
import java.math.BigDecimal;
import java.util.Objects;

/**
 * A stored trade or aggregate trade.
 *
 * @param id of the row, by which rows follow each other
 * @param first the first trade in it, {@code last} the last one
 * @param time epoch milliseconds
 */
record TradedRow(long id, long first, long last, long time, BigDecimal price, BigDecimal quantity, boolean buyerMaker) {
    static TradedRow of(StoredStream stream, StoredRow row) {
        boolean trade = stream == StoredStream.TRADES;
        long id = row.number(trade ? "trade_id" : "agg_trade_id");
        return new TradedRow(
                id,
                trade ? id : row.number("first_trade_id"),
                trade ? id : row.number("last_trade_id"),
                Objects.requireNonNull(row.time("trade_time")).toEpochMilli(),
                Objects.requireNonNull(row.decimal("price")),
                Objects.requireNonNull(row.decimal("quantity")),
                row.flag("is_buyer_maker"));
    }

    /** Whether nothing can be between {@code before} and this one. */
    boolean follows(TradedRow before) {
        return id == before.id + 1 && first == before.last + 1;
    }
}

package io.candlestream.tools.tickers;

import io.candlestream.tools.access.StoredRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;

/** A row of a table of tickers. */
record StoredTicker(StoredRow row) {
    Instant eventTime() {
        return time("event_time");
    }

    Instant time(String column) {
        return Objects.requireNonNull(row.time(column), column);
    }

    /** Of the window's trades; there are none where it is below zero. */
    long firstTradeId() {
        return row.number("first_trade_id");
    }

    long lastTradeId() {
        return row.number("last_trade_id");
    }

    long trades() {
        return row.number("trades");
    }

    BigDecimal amount(String column) {
        return Objects.requireNonNull(row.decimal(column), column);
    }
}

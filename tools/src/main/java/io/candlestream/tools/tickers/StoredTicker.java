package io.candlestream.tools.tickers;

import io.candlestream.tools.access.StoredRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;

/** A row of a table of tickers. */
public record StoredTicker(StoredRow row) {
    public Instant eventTime() {
        return time("event_time");
    }

    public Instant time(String column) {
        return Objects.requireNonNull(row.time(column), column);
    }

    /** Of the window's trades; there are none where it is below zero. */
    long firstTradeId() {
        return row.number("first_trade_id");
    }

    public long lastTradeId() {
        return row.number("last_trade_id");
    }

    long trades() {
        return row.number("trades");
    }

    /** Whether it was made of trades; else the exchange sent it. */
    boolean isMade() {
        return "trades".equals(row.text("source"));
    }

    BigDecimal amount(String column) {
        return Objects.requireNonNull(row.decimal(column), column);
    }
}

package io.candlestream.sandbox.demo;

import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Instant;
import java.util.Objects;

/** The newest candle of one asset, as the table holds it. */
record AssetLine(String asset, Instant openTime, double close, Instant eventTime, boolean closed) {
    static AssetLine of(Row row) {
        Instant open = Objects.requireNonNull(row.getInstant("timestamp"));
        return new AssetLine(
                Objects.requireNonNull(row.getString("asset_name")),
                open,
                row.getDouble("close"),
                Objects.requireNonNullElse(row.getInstant("event_time"), open),
                row.getBoolean("is_closed"));
    }
}

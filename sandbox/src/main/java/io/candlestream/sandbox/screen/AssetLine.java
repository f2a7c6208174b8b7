package io.candlestream.sandbox.screen;

import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Instant;
import java.util.Objects;

/** The newest candle of one asset, as the table holds it. */
public record AssetLine(String asset, Instant openTime, double close, long trades, Instant eventTime) {
    /** The candle in {@code row}. */
    public static AssetLine of(Row row) {
        Instant open = Objects.requireNonNull(row.getInstant("timestamp"));
        return new AssetLine(
                Objects.requireNonNull(row.getString("asset_name")),
                open,
                row.getDouble("close"),
                row.getInt("trades"),
                Objects.requireNonNullElse(row.getInstant("event_time"), open));
    }
}

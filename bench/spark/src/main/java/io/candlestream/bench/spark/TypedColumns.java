package io.candlestream.bench.spark;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.avro.functions;

/**
 * The table's columns by Spark's own means, {@code from_avro} and casts: the values that the consumer stores, without its
 * checks.
 */
final class TypedColumns {
    private static final List<String> COLUMNS = List.of(
            text("id"),
            text("asset_name"),
            cast("open", "double"),
            cast("high", "double"),
            cast("low", "double"),
            cast("close", "double"),
            cast("volume", "double"),
            cast("quote_volume", "double"),
            cast("trades", "int"),
            cast("is_closed", "boolean"),
            cast("timestamp", "timestamp"),
            cast("close_time", "timestamp"),
            cast("collected_at", "timestamp"),
            "current_timestamp() AS consumed_at",
            text("symbol"),
            text("interval"),
            cast("event_time", "timestamp"),
            cast("first_trade_id", "bigint"),
            cast("last_trade_id", "bigint"),
            cast("taker_buy_volume", "double"),
            cast("taker_buy_quote_volume", "double"),
            text("source"));

    private static final String EVENT = "unix_millis(coalesce(event_time, collected_at))";
    private static final String CLOSE = "unix_millis(close_time)";
    private static final String LATE = "coalesce(unix_millis(event_time) - " + CLOSE + ", 0L)";
    private static final String VERSION =
            "100000000 + 1024 * least(floor(greatest(0L, " + LATE + ") / 2000), 268435455L)";

    /** As the consumer's {@code WriteTime} has it, in microseconds, but for its hash of the values. */
    private static final String WRITE_TIME = String.join(
            " ",
            "CASE WHEN is_closed",
            "THEN (" + CLOSE + " + 1000) * 1000 + CASE source",
            "WHEN 'rest' THEN " + VERSION,
            "WHEN 'archive' THEN shiftleft(1L, 38) + " + VERSION,
            "ELSE least(greatest(0L, " + LATE + "), 99999L) * 1000 END",
            "ELSE least(" + EVENT + ", " + CLOSE + " + 999) * 1000",
            "END AS " + name(ConnectorSink.WRITE_TIME));

    private TypedColumns() {}

    private static String text(String field) {
        return "kline." + name(field);
    }

    private static String cast(String field, String type) {
        return "cast(" + text(field) + " AS " + type + ") AS " + name(field);
    }

    private static String name(String column) {
        return "`" + column + "`";
    }

    /** @param records with the Avro binary in {@code value} */
    static Dataset<Row> of(Dataset<Row> records, String schema) {
        return records.select(functions
                        .from_avro(col("value"), schema, Map.of("mode", "PERMISSIVE"))
                        .as("kline"))
                .selectExpr(COLUMNS.toArray(String[]::new));
    }

    /** The same columns and the write time. */
    static Dataset<Row> withWriteTime(Dataset<Row> klines) {
        return klines.selectExpr(Stream.of("*", WRITE_TIME).toArray(String[]::new));
    }
}

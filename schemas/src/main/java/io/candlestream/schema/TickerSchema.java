package io.candlestream.schema;

import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;

/** Reads the schema of a topic of tickers from its file and refuses one that cannot carry them. */
public final class TickerSchema {
    /** The fields that every version of the schema has. */
    public static final List<String> REQUIRED_FIELDS = List.of(
            "symbol",
            "window_size",
            "event_time",
            "price_change",
            "price_change_percent",
            "weighted_average_price",
            "open_price",
            "high_price",
            "low_price",
            "last_price",
            "volume",
            "quote_volume",
            "open_time",
            "close_time",
            "first_trade_id",
            "last_trade_id",
            "trades",
            "previous_close_price",
            "last_quantity",
            "bid_price",
            "bid_quantity",
            "ask_price",
            "ask_quantity",
            "collected_at",
            "source");

    private TickerSchema() {}

    /**
     * The schema in {@code file}.
     *
     * @throws SchemaException when the file is missing, is not an Avro schema, or lacks a field of {@link #REQUIRED_FIELDS}
     */
    public static Schema load(Path file) {
        return RecordSchema.load(file, REQUIRED_FIELDS, "");
    }
}

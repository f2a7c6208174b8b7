package io.candlestream.schema;

import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;

/** Reads the schema of the aggregate trades' topic from its file and refuses one that cannot carry them. */
public final class AggTradeSchema {
    /** The fields that every version of the schema has. */
    public static final List<String> REQUIRED_FIELDS = List.of(
            "symbol",
            "agg_trade_id",
            "price",
            "quantity",
            "first_trade_id",
            "last_trade_id",
            "trade_time",
            "is_buyer_maker",
            "event_time",
            "collected_at",
            "source");

    private AggTradeSchema() {}

    /**
     * The schema in {@code file}.
     *
     * @throws SchemaException when the file is missing, is not an Avro schema, or lacks a field of {@link #REQUIRED_FIELDS}
     */
    public static Schema load(Path file) {
        return RecordSchema.load(file, REQUIRED_FIELDS, "");
    }
}

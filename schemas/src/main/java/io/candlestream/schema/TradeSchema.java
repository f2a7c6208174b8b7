package io.candlestream.schema;

import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;

/** Reads the schema of the trades' topic from its file and refuses one that cannot carry trades. */
public final class TradeSchema {
    /** The fields that every version of the schema has. */
    public static final List<String> REQUIRED_FIELDS = List.of(
            "symbol",
            "trade_id",
            "price",
            "quantity",
            "trade_time",
            "is_buyer_maker",
            "event_time",
            "collected_at",
            "source");

    private TradeSchema() {}

    /** Of a record's source: what the one with the higher rank says of a trade stays. */
    public static int rank(String source) {
        return switch (source) {
            case "rest" -> 1;
            case "archive" -> 2;
            default -> 0;
        };
    }

    /**
     * The schema in {@code file}.
     *
     * @throws SchemaException when the file is missing, is not an Avro schema, or lacks a field of {@link #REQUIRED_FIELDS}
     */
    public static Schema load(Path file) {
        return RecordSchema.load(file, REQUIRED_FIELDS, "");
    }
}

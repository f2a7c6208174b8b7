package io.candlestream.schema;

import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;

/** Reads the schema of the topic from its file and refuses one that cannot carry candles. */
public final class AssetSchema {
    /** The fields that every version of the schema has, in the order of the contract. */
    public static final List<String> REQUIRED_FIELDS = List.of(
            "id",
            "asset_name",
            "open",
            "high",
            "low",
            "close",
            "volume",
            "quote_volume",
            "trades",
            "is_closed",
            "timestamp",
            "close_time",
            "collected_at");

    private AssetSchema() {}

    /**
     * The schema in {@code file}.
     *
     * @throws SchemaException when the file is missing, is not an Avro schema, or lacks a field of the contract
     */
    public static Schema load(Path file) {
        return RecordSchema.load(file, REQUIRED_FIELDS, " (set ASSET_SCHEMA_LOCATION)");
    }

    static Schema parse(String json, String origin) {
        return RecordSchema.parse(json, origin, REQUIRED_FIELDS);
    }
}

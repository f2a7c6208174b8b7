package io.candlestream.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

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
        return parse(read(file), file.toString());
    }

    static Schema parse(String json, String origin) {
        Schema schema;
        try {
            schema = new Schema.Parser().parse(json);
        } catch (SchemaParseException e) {
            throw new SchemaException("Cannot use schema " + origin + ": not an Avro schema: " + firstLine(e), e);
        }
        if (schema.getType() != Schema.Type.RECORD) {
            throw new SchemaException("Cannot use schema " + origin + ": a record is needed, found "
                    + schema.getType().getName());
        }
        for (String field : REQUIRED_FIELDS) {
            if (schema.getField(field) == null) {
                throw new SchemaException("Cannot use schema " + origin + ": field '" + field + "' is missing");
            }
        }
        for (Schema.Field field : schema.getFields()) {
            if (field.schema().getType() != Schema.Type.STRING) {
                throw new SchemaException("Cannot use schema " + origin + ": field '" + field.name() + "' is "
                        + field.schema().getType().getName() + ", every field has to be a string");
            }
        }
        return schema;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new SchemaException("Cannot read schema " + file + ": no such file (set ASSET_SCHEMA_LOCATION)", e);
        } catch (IOException e) {
            throw new SchemaException("Cannot read schema " + file + ": " + firstLine(e), e);
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString());
    }
}

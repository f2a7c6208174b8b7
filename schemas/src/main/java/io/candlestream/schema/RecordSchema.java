package io.candlestream.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/** Reads the schema of a topic, a record of strings, from its file, and refuses one that cannot carry what the topic is for. */
@SuppressWarnings("ImmutableEnumChecker") // List.of makes what nobody changes.
public enum RecordSchema {
    /** Candles; its fields are in the order of the contract. */
    KLINES(
            " (set ASSET_SCHEMA_LOCATION)",
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
            "collected_at"),

    /** Trades. */
    TRADES(
            "",
            "symbol",
            "trade_id",
            "price",
            "quantity",
            "trade_time",
            "is_buyer_maker",
            "event_time",
            "collected_at",
            "source"),

    /** Aggregate trades. */
    AGG_TRADES(
            "",
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
            "source"),

    /** Tickers. */
    TICKERS(
            "",
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

    private final String hint;
    private final List<String> requiredFields;

    /** @param hint what to do when there is no such file, for the end of the message */
    RecordSchema(String hint, String... requiredFields) {
        this.hint = hint;
        this.requiredFields = List.of(requiredFields);
    }

    /** The fields that every version of the schema has. */
    public List<String> requiredFields() {
        return requiredFields;
    }

    /**
     * The schema in {@code file}.
     *
     * @throws SchemaException when the file is missing, is not an Avro schema, or lacks a field of {@link #requiredFields}
     */
    public Schema load(Path file) {
        return parse(read(file), file.toString());
    }

    /** Of a trade's source: what the one with the higher rank says of a trade stays. */
    public static int rank(String source) {
        return switch (source) {
            case "rest" -> 1;
            case "archive" -> 2;
            default -> 0;
        };
    }

    Schema parse(String json, String origin) {
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
        for (String field : requiredFields) {
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

    private String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new SchemaException("Cannot read schema " + file + ": no such file" + hint, e);
        } catch (IOException e) {
            throw new SchemaException("Cannot read schema " + file + ": " + firstLine(e), e);
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString());
    }
}

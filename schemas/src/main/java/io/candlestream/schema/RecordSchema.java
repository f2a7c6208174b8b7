package io.candlestream.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/** Reads the schema of a topic, a record of strings, and refuses one that lacks a field. */
final class RecordSchema {
    private RecordSchema() {}

    /** @param hint what to do when there is no such file, for the end of the message */
    static Schema load(Path file, List<String> required, String hint) {
        return parse(read(file, hint), file.toString(), required);
    }

    static Schema parse(String json, String origin, List<String> required) {
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
        for (String field : required) {
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

    private static String read(Path file, String hint) {
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

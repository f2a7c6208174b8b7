package io.candlestream.tools.deadletters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/** The names of the fields in a topic's records: by {@code gaps.avsc} for gaps, by the schema of their stream for the rest. */
record RecordSchemas(Path stream) {
    /** The fields in their order; none when the schema cannot be read. */
    List<String> fields(String topic) {
        Path file = topic.endsWith(".gaps") ? stream.resolveSibling("gaps.avsc") : stream;
        try {
            return new Schema.Parser()
                    .parse(Files.readString(file)).getFields().stream()
                            .map(Schema.Field::name)
                            .toList();
        } catch (IOException | SchemaParseException e) {
            return List.of();
        }
    }
}

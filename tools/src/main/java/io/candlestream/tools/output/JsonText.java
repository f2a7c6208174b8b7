package io.candlestream.tools.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** JSON for another program that a terminal may show as well: all but printable ASCII is escaped in JSON's own way. */
public final class JsonText {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private static final ObjectWriter LINE = MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT);

    private JsonText() {}

    /** The text of a value that is plain data. */
    public static String of(Object value) {
        return text(MAPPER.writer(), value);
    }

    /** The same in one line. */
    public static String line(Object value) {
        return text(LINE, value);
    }

    private static String text(ObjectWriter writer, Object value) {
        try {
            return writer.writeValueAsString(value).replace("\u007f", "\\u007f"); // DEL is ASCII
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(value + " is no plain data", e);
        }
    }
}

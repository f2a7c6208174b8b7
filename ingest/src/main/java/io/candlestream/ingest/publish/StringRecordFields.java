package io.candlestream.ingest.publish;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * Reads back the text fields of a record that {@link StringRecordWriter} wrote. It trusts no length, because anyone who can write to the
 * topic can put anything there.
 */
public final class StringRecordFields {
    private static final int LONGEST_LENGTH = 5;

    private final List<String> names;
    private final List<String> wanted;

    /**
     * @param schema a record of strings
     * @param wanted the fields to read; the others are passed over
     */
    public StringRecordFields(Schema schema, List<String> wanted) {
        this.names = schema.getFields().stream().map(Schema.Field::name).toList();
        this.wanted = List.copyOf(wanted);
    }

    /** Reads every field of {@code schema}. */
    public static StringRecordFields all(Schema schema) {
        return new StringRecordFields(
                schema, schema.getFields().stream().map(Schema.Field::name).toList());
    }

    /** The wanted values by field; empty when {@code record} is no such record. */
    public Optional<Map<String, String>> read(byte[] record) {
        Map<String, String> values = new HashMap<>();
        Cursor cursor = new Cursor(record);
        for (String name : names) {
            int length = cursor.length();
            if (length < 0 || length > record.length - cursor.at) {
                return Optional.empty();
            }
            if (wanted.contains(name)) {
                values.put(name, new String(record, cursor.at, length, StandardCharsets.UTF_8));
            }
            cursor.at += length;
        }
        return cursor.at == record.length && values.size() == wanted.size() ? Optional.of(values) : Optional.empty();
    }

    private static final class Cursor {
        private final byte[] bytes;
        private int at;

        Cursor(byte[] bytes) {
            this.bytes = bytes;
        }

        /** The length of the next text, which it is moved to; negative when none stands there. */
        int length() {
            long zigzag = 0;
            for (int i = 0; i < LONGEST_LENGTH && at < bytes.length; i++) {
                byte next = bytes[at++];
                zigzag |= (long) (next & 0x7F) << (7 * i);
                if (next >= 0) {
                    return (zigzag & 1) == 0 ? (int) Math.min(Integer.MAX_VALUE, zigzag >>> 1) : -1;
                }
            }
            return -1;
        }
    }
}

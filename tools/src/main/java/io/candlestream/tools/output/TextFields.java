package io.candlestream.tools.output;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The text fields of a damaged Avro record, as far as they can be read. Avro's own reader would reserve whatever length the
 * bytes claim.
 *
 * @param values by field, in their order
 * @param problem where the reading ended and why; empty when the whole record was read
 */
public record TextFields(Map<String, String> values, String problem) {
    private static final int MOST_LENGTH_BYTES = 5;

    /** The fields of {@code record}, which are named by {@code fields} in their order. */
    public static TextFields of(byte[] record, List<String> fields) {
        Map<String, String> values = new LinkedHashMap<>();
        ByteBuffer bytes = ByteBuffer.wrap(record);
        for (String field : fields) {
            int start = bytes.position();
            long length = length(bytes);
            if (length < 0 || length > bytes.remaining()) {
                return new TextFields(values, field + " at byte " + start + ": its length is no length");
            }
            try {
                ByteBuffer text = bytes.slice(bytes.position(), (int) length);
                values.put(
                        field, StandardCharsets.UTF_8.newDecoder().decode(text).toString());
            } catch (CharacterCodingException e) {
                return new TextFields(values, field + " at byte " + start + ": not UTF-8");
            }
            bytes.position(bytes.position() + (int) length);
        }
        return new TextFields(values, bytes.hasRemaining() ? bytes.remaining() + " bytes follow the last field" : "");
    }

    /** A zig-zag number in base 128; -1 when the bytes end too soon or it is too long. */
    private static long length(ByteBuffer bytes) {
        long raw = 0;
        for (int i = 0; i < MOST_LENGTH_BYTES && bytes.hasRemaining(); i++) {
            byte next = bytes.get();
            raw |= (next & 0x7FL) << (7 * i);
            if (next >= 0) {
                return (raw >>> 1) ^ -(raw & 1);
            }
        }
        return -1;
    }
}

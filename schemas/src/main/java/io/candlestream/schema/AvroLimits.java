package io.candlestream.schema;

import org.apache.avro.SystemLimitException;

/**
 * Keeps Avro's own reader from allocating what a damaged length prefix asks for. Avro reads these once in a JVM, at its
 * first record, and takes them from system properties only.
 */
public final class AvroLimits {
    private AvroLimits() {}

    /** Holds texts and bytes to {@code longest} bytes and lists to as many items, where nobody has set another limit. */
    public static void hold(int longest) {
        setIfAbsent(SystemLimitException.MAX_STRING_LENGTH_PROPERTY, longest);
        setIfAbsent(SystemLimitException.MAX_BYTES_LENGTH_PROPERTY, longest);
        setIfAbsent(SystemLimitException.MAX_COLLECTION_LENGTH_PROPERTY, longest);
    }

    private static void setIfAbsent(String property, int value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, String.valueOf(value));
        }
    }
}

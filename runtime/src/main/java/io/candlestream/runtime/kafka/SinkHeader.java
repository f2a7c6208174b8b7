package io.candlestream.runtime.kafka;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** The header of a record that is for some sinks alone, such as one that a backfill loads: their names, with commas between. */
public final class SinkHeader {
    /** Its key. */
    public static final String KEY = "candlestream.sinks";

    private SinkHeader() {}

    /** The headers of a record for {@code sinks}; none, where none is named, which is for all of them. */
    public static List<Header> of(List<String> sinks) {
        return sinks.isEmpty()
                ? List.of()
                : List.of(new RecordHeader(KEY, String.join(",", sinks).getBytes(StandardCharsets.UTF_8)));
    }

    /** The names in the value of the header, as they stand there. */
    public static Set<String> names(byte[] value) {
        return new TreeSet<>(List.of(new String(value, StandardCharsets.UTF_8).split(",")));
    }
}

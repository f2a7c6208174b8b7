package io.candlestream.producer.channel;

import io.candlestream.ingest.channel.Event;
import io.candlestream.ingest.channel.EventEncoder;
import io.candlestream.ingest.channel.EventSource;
import io.candlestream.ingest.publish.EncodedRecord;
import io.candlestream.ingest.publish.StringRecordWriter;
import io.candlestream.runtime.settings.SettingsException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * Turns events into the topic's Avro records of strings, keyed by their symbol. Not safe for use by many threads: each connection
 * has its own.
 *
 * @param <E> the channel's events
 */
public abstract class SymbolEncoder<E extends Event> implements EventEncoder<E> {
    private static final byte[] TRUE = StringRecordWriter.encoded("true");
    private static final byte[] FALSE = StringRecordWriter.encoded("false");
    private static final Map<EventSource, byte[]> SOURCES = new EnumMap<>(EventSource.class);

    static {
        for (EventSource source : EventSource.values()) {
            SOURCES.put(source, StringRecordWriter.encoded(source.toString()));
        }
    }

    private final List<Field<E>> fields;
    private final Map<String, Symbol> symbols = new HashMap<>();
    private final StringRecordWriter out = new StringRecordWriter();

    /**
     * @param events what they are called, for messages
     * @param known how each field that is not the symbol is written, by its name
     * @throws SettingsException when the schema has a field that is neither known nor has a default
     */
    protected SymbolEncoder(Schema schema, String events, Map<String, Field<E>> known) {
        this.fields = schema.getFields().stream()
                .map(field -> field(field, events, known))
                .toList();
    }

    private static <E> Field<E> field(Schema.Field field, String events, Map<String, Field<E>> known) {
        if (field.name().equals("symbol")) {
            return (out, event, symbol, now) -> out.raw(symbol);
        }
        Field<E> writer = known.get(field.name());
        if (writer != null) {
            return writer;
        }
        byte[] value = defaultOf(field, events, "the schema of the stream");
        return (out, event, symbol, now) -> out.raw(value);
    }

    /**
     * What stands in every record in a field that the producer does not know.
     *
     * @param where the schema is set, for the message
     * @throws SettingsException when it has no default
     */
    public static byte[] defaultOf(Schema.Field field, String events, String where) {
        if (!field.hasDefaultValue()) {
            throw new SettingsException("Cannot encode " + events + ": the schema's field '" + field.name()
                    + "' is unknown to this producer and has no default (check " + where + ")");
        }
        return StringRecordWriter.encoded(String.valueOf(field.defaultVal()));
    }

    @Override
    public final EncodedRecord encode(E event, long now) {
        Symbol symbol = symbols.computeIfAbsent(event.symbol(), Symbol::of);
        out.clear();
        for (Field<E> field : fields) {
            field.write(out, event, symbol.field(), now);
        }
        return new EncodedRecord(symbol.key(), out.toBytes(), now);
    }

    /** The field that says by which way an event came. */
    public static byte[] encoded(EventSource source) {
        return SOURCES.get(source);
    }

    /** A field that is true or false. */
    public static byte[] encoded(boolean flag) {
        return flag ? TRUE : FALSE;
    }

    @FunctionalInterface
    protected interface Field<E> {
        /**
         * @param symbol the event's symbol as a field
         * @param now when it was received, epoch milliseconds
         */
        void write(StringRecordWriter out, E event, byte[] symbol, long now);
    }

    /** What all events of a symbol have in common. */
    @SuppressWarnings("ArrayRecordComponent") // They are not compared.
    private record Symbol(byte[] key, byte[] field) {
        static Symbol of(String name) {
            return new Symbol(name.getBytes(StandardCharsets.UTF_8), StringRecordWriter.encoded(name));
        }
    }
}

package io.candlestream.producer.trade;

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
 * Turns a trade into the topic's Avro record, keyed by its symbol: the one place in the producer that knows the record's
 * fields. Not safe for use by many threads: each connection has its own.
 */
public final class TradeEncoder implements EventEncoder<Trade> {
    private static final byte[] TRUE = StringRecordWriter.encoded("true");
    private static final byte[] FALSE = StringRecordWriter.encoded("false");

    private static final Map<EventSource, byte[]> SOURCES = new EnumMap<>(EventSource.class);

    static {
        for (EventSource source : EventSource.values()) {
            SOURCES.put(source, StringRecordWriter.encoded(source.toString()));
        }
    }

    private static final Map<String, Field> FIELDS = Map.of(
            "symbol", (out, trade, symbol, now) -> out.raw(symbol.field()),
            "trade_id", (out, trade, symbol, now) -> out.number(trade.id()),
            "price", (out, trade, symbol, now) -> out.text(trade.price()),
            "quantity", (out, trade, symbol, now) -> out.text(trade.quantity()),
            "trade_time", (out, trade, symbol, now) -> out.time(trade.tradeTime()),
            "is_buyer_maker", (out, trade, symbol, now) -> out.raw(trade.buyerMaker() ? TRUE : FALSE),
            "event_time", (out, trade, symbol, now) -> out.time(trade.eventTime()),
            "collected_at", (out, trade, symbol, now) -> out.time(now),
            "source", (out, trade, symbol, now) -> out.raw(SOURCES.get(trade.source())));

    private final List<Field> fields;
    private final Map<String, Symbol> symbols = new HashMap<>();
    private final StringRecordWriter out = new StringRecordWriter();

    /**
     * @param schema a record of strings, as {@code TradeSchema} reads it
     * @throws SettingsException when the schema has a field that is neither known nor has a default
     */
    public TradeEncoder(Schema schema) {
        this.fields = schema.getFields().stream().map(TradeEncoder::field).toList();
    }

    private static Field field(Schema.Field field) {
        Field known = FIELDS.get(field.name());
        if (known != null) {
            return known;
        }
        if (!field.hasDefaultValue()) {
            throw new SettingsException("Cannot encode trades: the schema's field '" + field.name()
                    + "' is unknown to this producer and has no default (check the schema of the stream)");
        }
        byte[] value = StringRecordWriter.encoded(String.valueOf(field.defaultVal()));
        return (out, trade, symbol, now) -> out.raw(value);
    }

    @Override
    public EncodedRecord encode(Trade trade, long now) {
        Symbol symbol = symbols.computeIfAbsent(trade.symbol(), Symbol::of);
        out.clear();
        for (Field field : fields) {
            field.write(out, trade, symbol, now);
        }
        return new EncodedRecord(symbol.key(), out.toBytes(), now);
    }

    @FunctionalInterface
    private interface Field {
        void write(StringRecordWriter out, Trade trade, Symbol symbol, long now);
    }

    /** What all trades of a symbol have in common. */
    @SuppressWarnings("ArrayRecordComponent") // They are not compared.
    private record Symbol(byte[] key, byte[] field) {
        static Symbol of(String name) {
            return new Symbol(name.getBytes(StandardCharsets.UTF_8), StringRecordWriter.encoded(name));
        }
    }
}

package io.candlestream.producer.trade;

import io.candlestream.ingest.publish.StringRecordWriter;
import io.candlestream.producer.channel.SymbolEncoder;
import java.util.Map;
import org.apache.avro.Schema;

/** Turns a trade into the topic's Avro record: the one place in the producer that knows the record's fields. */
public final class TradeEncoder extends SymbolEncoder<Trade> {
    private static final byte[] TRUE = StringRecordWriter.encoded("true");
    private static final byte[] FALSE = StringRecordWriter.encoded("false");

    static final Map<String, Field<Trade>> FIELDS = Map.of(
            "trade_id", (out, trade, symbol, now) -> out.number(trade.id()),
            "price", (out, trade, symbol, now) -> out.text(trade.price()),
            "quantity", (out, trade, symbol, now) -> out.text(trade.quantity()),
            "trade_time", (out, trade, symbol, now) -> out.time(trade.tradeTime()),
            "is_buyer_maker", (out, trade, symbol, now) -> out.raw(trade.buyerMaker() ? TRUE : FALSE),
            "event_time", (out, trade, symbol, now) -> out.time(trade.eventTime()),
            "collected_at", (out, trade, symbol, now) -> out.time(now),
            "source", (out, trade, symbol, now) -> out.raw(encoded(trade.source())));

    /**
     * @param schema a record of strings, as {@code TradeSchema} reads it
     * @throws io.candlestream.runtime.settings.SettingsException when the schema has a field that is neither known nor has a
     *     default
     */
    public TradeEncoder(Schema schema) {
        super(schema, "trades", FIELDS);
    }
}

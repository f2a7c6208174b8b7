package io.candlestream.producer.trade;

import io.candlestream.producer.channel.SymbolEncoder;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;

/** Turns a trade, or an aggregate trade, into the topic's Avro record: the one place in the producer that knows the record's fields. */
public final class TradeEncoder extends SymbolEncoder<Trade> {
    private static final Map<String, Field<Trade>> SHARED = Map.of(
            "price", (out, trade, symbol, now) -> out.text(trade.price()),
            "quantity", (out, trade, symbol, now) -> out.text(trade.quantity()),
            "trade_time", (out, trade, symbol, now) -> out.time(trade.tradeTime()),
            "is_buyer_maker", (out, trade, symbol, now) -> out.raw(encoded(trade.buyerMaker())),
            "event_time", (out, trade, symbol, now) -> out.time(trade.eventTime()),
            "collected_at", (out, trade, symbol, now) -> out.time(now),
            "source", (out, trade, symbol, now) -> out.raw(encoded(trade.source())));

    /**
     * An encoder of trades.
     *
     * @param schema a record of strings, as {@code RecordSchema} reads it
     * @throws io.candlestream.runtime.settings.SettingsException when the schema has a field that is neither known nor has a
     *     default
     */
    public TradeEncoder(Schema schema) {
        this(schema, "trades", Map.of("trade_id", (out, trade, symbol, now) -> out.number(trade.id())));
    }

    private TradeEncoder(Schema schema, String events, Map<String, Field<Trade>> own) {
        super(schema, events, all(own));
    }

    /** The same of aggregate trades. */
    static TradeEncoder ofAggregates(Schema schema) {
        return new TradeEncoder(
                schema,
                "aggregate trades",
                Map.of(
                        "agg_trade_id", (out, trade, symbol, now) -> out.number(trade.id()),
                        "first_trade_id", (out, trade, symbol, now) -> out.number(trade.firstTradeId()),
                        "last_trade_id", (out, trade, symbol, now) -> out.number(trade.lastTradeId())));
    }

    private static Map<String, Field<Trade>> all(Map<String, Field<Trade>> own) {
        Map<String, Field<Trade>> all = new HashMap<>(SHARED);
        all.putAll(own);
        return all;
    }
}

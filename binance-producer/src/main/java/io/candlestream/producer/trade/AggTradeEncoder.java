package io.candlestream.producer.trade;

import io.candlestream.producer.channel.SymbolEncoder;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;

/** Turns an aggregate trade into the topic's Avro record, as {@link TradeEncoder} does a trade. */
final class AggTradeEncoder extends SymbolEncoder<AggTrade> {
    private static final Map<String, Field<AggTrade>> FIELDS = fields();

    /**
     * @param schema a record of strings, as {@code AggTradeSchema} reads it
     * @throws io.candlestream.runtime.settings.SettingsException when the schema has a field that is neither known nor has a
     *     default
     */
    AggTradeEncoder(Schema schema) {
        super(schema, "aggregate trades", FIELDS);
    }

    private static Map<String, Field<AggTrade>> fields() {
        Map<String, Field<AggTrade>> fields = new HashMap<>();
        TradeEncoder.FIELDS.forEach((name, field) ->
                fields.put(name, (out, trade, symbol, now) -> field.write(out, trade.shared(), symbol, now)));
        fields.remove("trade_id");
        fields.put("agg_trade_id", (out, trade, symbol, now) -> out.number(trade.id()));
        fields.put("first_trade_id", (out, trade, symbol, now) -> out.number(trade.firstTradeId()));
        fields.put("last_trade_id", (out, trade, symbol, now) -> out.number(trade.lastTradeId()));
        return Map.copyOf(fields);
    }
}

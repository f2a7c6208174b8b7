package io.candlestream.producer.kline;

import io.candlestream.history.Candle;
import io.candlestream.ingest.channel.EventEncoder;
import io.candlestream.ingest.publish.EncodedRecord;
import io.candlestream.ingest.publish.StringRecordWriter;
import io.candlestream.producer.channel.SymbolEncoder;
import io.candlestream.runtime.settings.AssetNames;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.schema.CandleId;
import io.candlestream.schema.Interval;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * Turns a kline into the topic's Avro record, keyed by its asset: the one place in the producer that knows the record's fields. Not safe for
 * use by many threads: each connection has its own.
 */
public final class KlineEncoder implements EventEncoder<Kline> {
    private static final Map<String, Field> FIELDS = Map.ofEntries(
            Map.entry("id", (out, kline, candle, text, now) -> out.raw(text.id)),
            Map.entry("asset_name", (out, kline, candle, text, now) -> out.raw(text.assetName)),
            Map.entry("open", (out, kline, candle, text, now) -> out.text(candle.open())),
            Map.entry("high", (out, kline, candle, text, now) -> out.text(candle.high())),
            Map.entry("low", (out, kline, candle, text, now) -> out.text(candle.low())),
            Map.entry("close", (out, kline, candle, text, now) -> out.text(candle.close())),
            Map.entry("volume", (out, kline, candle, text, now) -> out.text(candle.volume())),
            Map.entry("quote_volume", (out, kline, candle, text, now) -> out.text(candle.quoteVolume())),
            Map.entry("trades", (out, kline, candle, text, now) -> out.number(kline.trades())),
            Map.entry("is_closed", (out, kline, candle, text, now) -> out.raw(SymbolEncoder.encoded(kline.closed()))),
            Map.entry("timestamp", (out, kline, candle, text, now) -> out.raw(text.openTime)),
            Map.entry("close_time", (out, kline, candle, text, now) -> out.raw(text.closeTime)),
            Map.entry("collected_at", (out, kline, candle, text, now) -> out.time(now)),
            Map.entry("symbol", (out, kline, candle, text, now) -> out.raw(text.symbol)),
            Map.entry("interval", (out, kline, candle, text, now) -> out.raw(text.intervalCode)),
            Map.entry("event_time", (out, kline, candle, text, now) -> out.time(kline.eventTime())),
            Map.entry("first_trade_id", (out, kline, candle, text, now) -> tradeId(out, kline, kline.firstTradeId())),
            Map.entry("last_trade_id", (out, kline, candle, text, now) -> tradeId(out, kline, kline.lastTradeId())),
            Map.entry("taker_buy_volume", (out, kline, candle, text, now) -> out.text(candle.takerBuyVolume())),
            Map.entry(
                    "taker_buy_quote_volume",
                    (out, kline, candle, text, now) -> out.text(candle.takerBuyQuoteVolume())),
            Map.entry("source", (out, kline, candle, text, now) -> out.raw(SymbolEncoder.encoded(kline.source()))));

    private final List<Field> fields;
    private final String exchange;
    private final AssetNames names;
    private final Map<String, CandleText> texts = new HashMap<>();
    private final StringRecordWriter out = new StringRecordWriter();

    /**
     * @param schema a record of strings, as {@code RecordSchema} reads it
     * @param exchange part of every candle's identity
     * @throws SettingsException when the schema has a field that is neither known nor has a default
     */
    public KlineEncoder(Schema schema, String exchange, AssetNames names) {
        this.fields = schema.getFields().stream().map(KlineEncoder::field).toList();
        this.exchange = exchange;
        this.names = names;
    }

    private static Field field(Schema.Field field) {
        Field known = FIELDS.get(field.name());
        if (known != null) {
            return known;
        }
        byte[] value = SymbolEncoder.defaultOf(field, "klines", "ASSET_SCHEMA_LOCATION");
        return (out, kline, candle, text, now) -> out.raw(value);
    }

    private static void tradeId(StringRecordWriter out, Kline kline, long id) {
        if (kline.knowsTradeIds()) {
            out.number(id);
        } else {
            out.text("");
        }
    }

    @Override
    public EncodedRecord encode(Kline kline, long now) {
        CandleText text = texts.get(kline.symbol());
        if (text == null || !text.isOf(kline)) {
            text = new CandleText(kline);
            texts.put(kline.symbol(), text);
        }
        Candle candle = kline.candle();
        out.clear();
        for (Field field : fields) {
            field.write(out, kline, candle, text, now);
        }
        return new EncodedRecord(text.key, out.toBytes(), now);
    }

    @FunctionalInterface
    private interface Field {
        void write(StringRecordWriter out, Kline kline, Candle candle, CandleText text, long collectedAt);
    }

    /** What all updates of a candle have in common: a candle gets some thirty updates, and a name-based id costs a hash. */
    private final class CandleText {
        private final Interval interval;
        private final long openMilli;
        private final long closeMilli;
        private final byte[] key;
        private final byte[] id;
        private final byte[] assetName;
        private final byte[] symbol;
        private final byte[] intervalCode;
        private final byte[] openTime;
        private final byte[] closeTime;

        CandleText(Kline kline) {
            Instant open = Instant.ofEpochMilli(kline.openTime());
            interval = kline.interval();
            openMilli = kline.openTime();
            closeMilli = kline.candle().closeTime();
            id = StringRecordWriter.encoded(CandleId.of(exchange, kline.symbol(), kline.interval(), open)
                    .toString());
            String name = names.of(kline.symbol());
            key = name.getBytes(StandardCharsets.UTF_8);
            assetName = StringRecordWriter.encoded(name);
            symbol = StringRecordWriter.encoded(kline.symbol());
            intervalCode = StringRecordWriter.encoded(kline.interval().code());
            openTime = StringRecordWriter.encoded(open.toString());
            closeTime =
                    StringRecordWriter.encoded(Instant.ofEpochMilli(closeMilli).toString());
        }

        boolean isOf(Kline kline) {
            return openMilli == kline.openTime()
                    && closeMilli == kline.candle().closeTime()
                    && interval == kline.interval();
        }
    }
}

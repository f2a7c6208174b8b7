package io.candlestream.consumer.kline;

import io.candlestream.schema.RecordSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** A record of the topic for tests: a good one, of which single fields can be changed, written by Avro itself. */
public final class KlineRecord {
    /** The schema of the project. */
    public static final Schema SCHEMA =
            RecordSchema.KLINES.load(Path.of(System.getProperty("candlestream.home"), "schemas", "assets.avsc"));

    private final Map<String, String> fields;

    private KlineRecord(Map<String, String> fields) {
        this.fields = fields;
    }

    /** The open candle of bitcoin of 2024-08-08 23:54, one second before its end. */
    public static KlineRecord good() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("id", "0f8fad5b-d9cb-469f-a165-70867728950e");
        fields.put("asset_name", "bitcoin");
        fields.put("open", "61828.00000000");
        fields.put("high", "61860.80000000");
        fields.put("low", "61780.00000000");
        fields.put("close", "61782.25000000");
        fields.put("volume", "15.07702000");
        fields.put("quote_volume", "932148.06446410");
        fields.put("trades", "1255");
        fields.put("is_closed", "false");
        fields.put("timestamp", "2024-08-08T23:54:00Z");
        fields.put("close_time", "2024-08-08T23:54:59.999Z");
        fields.put("collected_at", "2024-08-08T23:54:59.123Z");
        fields.put("symbol", "BTCUSDT");
        fields.put("interval", "1m");
        fields.put("event_time", "2024-08-08T23:54:59Z");
        fields.put("first_trade_id", "3735684134");
        fields.put("last_trade_id", "3735685388");
        fields.put("taker_buy_volume", "6.63029000");
        fields.put("taker_buy_quote_volume", "409957.59142730");
        fields.put("source", "socket");
        return new KlineRecord(fields);
    }

    /** The same record with another value in one field. */
    public KlineRecord with(String field, String value) {
        Map<String, String> changed = new LinkedHashMap<>(fields);
        changed.put(field, value);
        return new KlineRecord(changed);
    }

    public byte[] bytes() {
        return bytes(SCHEMA);
    }

    /** The record by {@code schema}; fields that it lacks are left out. */
    byte[] bytes(Schema schema) {
        GenericRecord generic = new GenericData.Record(schema);
        schema.getFields().forEach(field -> generic.put(field.name(), fields.get(field.name())));
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            new GenericDatumWriter<GenericRecord>(schema).write(generic, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

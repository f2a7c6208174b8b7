package io.candlestream.sandbox;

import io.candlestream.sandbox.server.ProjectFolder;
import io.candlestream.schema.RecordSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A trade, or an aggregate trade, as a record of its topic, written by Avro itself. */
record AvroTrade(Schema schema, Map<String, String> fields) {
    private static final Path SCHEMAS = ProjectFolder.find().root().resolve("schemas");
    private static final Schema TRADE = RecordSchema.TRADES.load(SCHEMAS.resolve("trades.avsc"));
    private static final Schema AGGREGATE = RecordSchema.AGG_TRADES.load(SCHEMAS.resolve("agg_trades.avsc"));

    /** One of {@code stream}, {@code trades} or {@code agg_trades}; the aggregate is of the trade with the same id. */
    static AvroTrade of(String stream, String symbol, long id, Instant time) {
        Map<String, String> fields = new TreeMap<>(Map.of(
                "symbol",
                symbol,
                "price",
                "100",
                "quantity",
                "2",
                "trade_time",
                time.toString(),
                "is_buyer_maker",
                "false",
                "event_time",
                time.plusMillis(100).toString(),
                "collected_at",
                time.plusMillis(200).toString(),
                "source",
                "socket"));
        String number = String.valueOf(id);
        if (stream.equals("trades")) {
            fields.put("trade_id", number);
            return new AvroTrade(TRADE, fields);
        }
        fields.putAll(Map.of("agg_trade_id", number, "first_trade_id", number, "last_trade_id", number));
        return new AvroTrade(AGGREGATE, fields);
    }

    /** The same with another value in one field. */
    AvroTrade with(String field, String value) {
        Map<String, String> changed = new TreeMap<>(fields);
        changed.put(field, value);
        return new AvroTrade(schema, changed);
    }

    ProducerRecord<byte[], byte[]> record(String topic) {
        GenericRecord record = new GenericData.Record(schema);
        fields.forEach(record::put);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        try {
            new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ProducerRecord<>(topic, fields.get("symbol").getBytes(StandardCharsets.UTF_8), out.toByteArray());
    }
}

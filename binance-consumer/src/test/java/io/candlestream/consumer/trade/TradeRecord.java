package io.candlestream.consumer.trade;

import io.candlestream.consumer.stream.Revisions.Kept;
import io.candlestream.consumer.stream.StreamType;
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

/**
 * A record of the trades' topic, or of the aggregate trades', for tests: a good one, of which single fields can be changed, written by Avro itself.
 *
 * @param fields of the record, by name
 */
public record TradeRecord(Schema schema, Map<String, String> fields) {
    /** The schema of the project. */
    static final Schema SCHEMA =
            RecordSchema.TRADES.load(Path.of(System.getProperty("candlestream.home"), "schemas", "trades.avsc"));

    /** That of the aggregate trades. */
    static final Schema AGGREGATE = RecordSchema.AGG_TRADES.load(
            Path.of(System.getProperty("candlestream.home"), "schemas", "agg_trades.avsc"));

    /** Streams of such records that keep no revisions. */
    static final TradeStream TRADES = new TradeStream(
            TradeType.TRADES, SCHEMA, 1000, "trades", new TradeRevisions(TradeType.TRADES, "trade_revisions", Kept.NO));

    static final TradeStream AGG_TRADES = new TradeStream(
            TradeType.AGG_TRADES,
            AGGREGATE,
            1000,
            "agg_trades",
            new TradeRevisions(TradeType.AGG_TRADES, "agg_trade_revisions", Kept.NO));

    /** The stream of such records that keeps revisions: {@code trades}, or {@code agg_trades}. */
    public static StreamType<?> kept(String table) {
        return table.equals("trades")
                ? new TradeStream(
                        TradeType.TRADES,
                        SCHEMA,
                        1000,
                        table,
                        new TradeRevisions(TradeType.TRADES, "trade_revisions", Kept.YES))
                : new TradeStream(
                        TradeType.AGG_TRADES,
                        AGGREGATE,
                        1000,
                        table,
                        new TradeRevisions(TradeType.AGG_TRADES, "agg_trade_revisions", Kept.YES));
    }

    public static TradeRecord goodAggregate() {
        Map<String, String> fields = new LinkedHashMap<>(good().fields());
        fields.remove("trade_id");
        fields.put("agg_trade_id", "3012345678");
        fields.put("first_trade_id", "3735683259");
        fields.put("last_trade_id", "3735683261");
        return new TradeRecord(AGGREGATE, fields);
    }

    public static TradeRecord good() {
        return new TradeRecord(
                SCHEMA,
                Map.of(
                        "symbol", "BTCUSDT",
                        "trade_id", "3735683259",
                        "price", "61837.63000000",
                        "quantity", "0.02000000",
                        "trade_time", "2024-08-08T23:54:15.342Z",
                        "is_buyer_maker", "true",
                        "event_time", "2024-08-08T23:54:15.343Z",
                        "collected_at", "2024-08-08T23:54:15.360Z",
                        "source", "socket"));
    }

    /** The same record with another value in one field. */
    public TradeRecord with(String field, String value) {
        Map<String, String> changed = new LinkedHashMap<>(fields);
        changed.put(field, value);
        return new TradeRecord(schema, changed);
    }

    public byte[] bytes() {
        GenericRecord generic = new GenericData.Record(schema);
        fields.forEach(generic::put);
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

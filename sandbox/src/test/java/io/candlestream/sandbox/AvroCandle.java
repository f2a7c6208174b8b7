package io.candlestream.sandbox;

import io.candlestream.sandbox.server.ProjectFolder;
import io.candlestream.schema.CandleId;
import io.candlestream.schema.Interval;
import io.candlestream.schema.RecordSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** A closed candle of bitcoin as a record of the topic, written by Avro itself. */
final class AvroCandle {
    private static final Schema SCHEMA =
            RecordSchema.KLINES.load(ProjectFolder.find().root().resolve("schemas/assets.avsc"));

    private final GenericRecord record = new GenericData.Record(SCHEMA);

    private AvroCandle(Instant open) {
        Instant close = open.plusMillis(59_999);
        with("id", CandleId.of("binance", "BTCUSDT", Interval.MINUTE_1, open).toString());
        with("asset_name", "bitcoin")
                .with("symbol", "BTCUSDT")
                .with("interval", "1m")
                .with("source", "socket");
        with("open", "61828.00000000").with("high", "61860.80000000").with("low", "61780.00000000");
        with("close", "61782.25000000").with("volume", "15.07702000").with("quote_volume", "932148.06446410");
        with("taker_buy_volume", "6.63029000").with("taker_buy_quote_volume", "409957.59142730");
        with("trades", "1255").with("first_trade_id", "3735684134").with("last_trade_id", "3735685388");
        with("is_closed", "true").with("timestamp", open.toString()).with("close_time", close.toString());
        with("event_time", close.plusMillis(3).toString())
                .with("collected_at", close.plusMillis(9).toString());
    }

    static AvroCandle at(String openTime) {
        return new AvroCandle(Instant.parse(openTime));
    }

    AvroCandle with(String field, String value) {
        record.put(field, value);
        return this;
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        try {
            new GenericDatumWriter<GenericRecord>(SCHEMA).write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}

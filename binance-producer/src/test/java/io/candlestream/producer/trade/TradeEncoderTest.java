package io.candlestream.producer.trade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.ingest.channel.EventSource;
import io.candlestream.ingest.publish.EncodedRecord;
import io.candlestream.runtime.Seed;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.schema.RecordSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaBuilder.FieldAssembler;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class TradeEncoderTest {
    private static final Schema SCHEMA =
            RecordSchema.TRADES.load(Path.of(System.getProperty("candlestream.home"), "schemas/trades.avsc"));
    private static final List<String> SYMBOLS = List.of("BTCUSDT", "ETHUSDT", "币安人生USDT");

    @Test
    void writesTheSameBytesAsAvro() throws IOException {
        Seed seed = Seed.next();
        Random random = seed.random();
        TradeEncoder encoder = new TradeEncoder(SCHEMA);
        for (int i = 0; i < 10_000; i++) {
            Trade trade = trade(random);
            EncodedRecord record = encoder.encode(trade, 1_723_161_255_360L + i);

            assertThat(record.value()).as("%s, %s", seed, trade).isEqualTo(avro(trade, 1_723_161_255_360L + i));
            assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo(trade.symbol());
            assertThat(record.time()).isEqualTo(1_723_161_255_360L + i);
        }
    }

    @Test
    void refusesAnUnknownFieldWithoutDefault() {
        FieldAssembler<Schema> fields = SchemaBuilder.record("trades").fields();
        RecordSchema.TRADES.requiredFields().forEach(fields::requiredString);
        Schema wider = fields.requiredString("venue").endRecord();

        assertThatThrownBy(() -> new TradeEncoder(wider))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("'venue'");
    }

    private static Trade trade(Random random) {
        long time = 1_723_161_255_000L + random.nextInt(3_600_000);
        return new Trade(
                SYMBOLS.get(random.nextInt(SYMBOLS.size())),
                random.nextLong(Long.MAX_VALUE),
                random.nextInt(100_000) + ".63000000",
                "0." + (1 + random.nextInt(99_999_999)),
                time,
                random.nextBoolean(),
                time + random.nextInt(220),
                List.of(EventSource.values()).get(random.nextInt(EventSource.values().length)));
    }

    private static byte[] avro(Trade trade, long collectedAt) throws IOException {
        GenericRecord record = new GenericData.Record(SCHEMA);
        record.put("symbol", trade.symbol());
        record.put("trade_id", String.valueOf(trade.id()));
        record.put("price", trade.price());
        record.put("quantity", trade.quantity());
        record.put("trade_time", Instant.ofEpochMilli(trade.tradeTime()).toString());
        record.put("is_buyer_maker", String.valueOf(trade.buyerMaker()));
        record.put("event_time", Instant.ofEpochMilli(trade.eventTime()).toString());
        record.put("collected_at", Instant.ofEpochMilli(collectedAt).toString());
        record.put("source", trade.source().toString());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder binary = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(SCHEMA).write(record, binary);
        binary.flush();
        return bytes.toByteArray();
    }
}

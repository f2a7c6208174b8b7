package io.candlestream.producer.kline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.ingest.channel.EventSource;
import io.candlestream.ingest.publish.EncodedRecord;
import io.candlestream.runtime.Seed;
import io.candlestream.runtime.settings.AssetNames;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.schema.CandleId;
import io.candlestream.schema.Interval;
import io.candlestream.schema.RecordSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaBuilder.FieldAssembler;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class KlineEncoderTest {
    private static final Schema SCHEMA =
            RecordSchema.KLINES.load(Path.of(System.getProperty("candlestream.home"), "schemas/assets.avsc"));
    private static final List<String> SYMBOLS = List.of("BTCUSDT", "ETHUSDT", "币安人生USDT");
    private static final AssetNames NAMES =
            new AssetNames(Map.of("BTCUSDT", "bitcoin", "ETHUSDT", "éther" + "x".repeat(200)), SYMBOLS);

    private final KlineEncoder encoder = new KlineEncoder(SCHEMA, "binance", NAMES);

    @Test
    void writesTheSameBytesAsAvro() throws IOException {
        Seed seed = Seed.next();
        Random random = seed.random();
        for (int i = 0; i < 20_000; i++) {
            Kline kline = randomKline(random);
            long collectedAt = randomTime(random);
            assertThat(encoder.encode(kline, collectedAt).value())
                    .as("%s, %s", seed, kline)
                    .isEqualTo(avro(record(kline, collectedAt)));
        }
    }

    @Test
    void yieldsKeyAndTimeWithTheRecord() {
        for (String symbol : SYMBOLS) {
            EncodedRecord record = encoder.encode(kline(symbol), 17);
            assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo(NAMES.of(symbol));
            assertThat(record.time()).isEqualTo(17);
        }
    }

    private static Kline kline(String symbol) {
        Random random = new Random(1);
        return Stream.generate(() -> randomKline(random))
                .filter(kline -> kline.symbol().equals(symbol))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void writesUnknownFieldsAsTheirDefaults() throws IOException {
        FieldAssembler<Schema> fields = SchemaBuilder.record("assets").fields();
        RecordSchema.KLINES.requiredFields().forEach(fields::requiredString);
        Schema wider =
                fields.name("venue").type().stringType().stringDefault("spot").endRecord();
        Kline kline = randomKline(new Random(1));
        GenericRecord expected = record(wider, kline, 5);
        expected.put("venue", "spot");
        assertThat(new KlineEncoder(wider, "binance", NAMES).encode(kline, 5).value())
                .isEqualTo(avro(expected));
    }

    @Test
    void refusesAnUnknownFieldWithoutDefault() {
        FieldAssembler<Schema> fields = SchemaBuilder.record("assets").fields();
        RecordSchema.KLINES.requiredFields().forEach(fields::requiredString);
        Schema wider = fields.requiredString("venue").endRecord();
        assertThatThrownBy(() -> new KlineEncoder(wider, "binance", NAMES))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("'venue'");
    }

    private static Kline randomKline(Random random) {
        Interval interval = random.nextBoolean() ? Interval.MINUTE_1 : Interval.HOUR_1;
        long open = interval.openOf(1_700_000_000_000L + random.nextInt(10) * 30_000L);
        return TestKlines.kline(
                SYMBOLS.get(random.nextInt(SYMBOLS.size())),
                interval,
                randomTime(random),
                open,
                interval.endOf(open) - 1 - (random.nextInt(10) == 0 ? 17_000 : 0),
                random.nextInt(4) == 0 ? -1 : random.nextLong(),
                random.nextInt(3) - 1,
                randomDecimal(random),
                randomDecimal(random),
                randomDecimal(random),
                randomDecimal(random),
                randomDecimal(random),
                randomDecimal(random),
                randomDecimal(random),
                randomDecimal(random),
                random.nextInt(1000),
                random.nextBoolean(),
                List.of(EventSource.values()).get(random.nextInt(3)));
    }

    private static long randomTime(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> 1_700_000_000_000L + random.nextInt(3000);
            case 1 -> 1_700_000_000_000L + random.nextInt(1000) * 1000L;
            case 2 -> random.nextLong(253_402_300_800_000L);
            default -> random.nextInt(2000);
        };
    }

    private static String randomDecimal(Random random) {
        return (random.nextInt(5) == 0 ? "-" : "") + random.nextInt(1_000_000) + "." + random.nextInt(100_000_000);
    }

    private static GenericRecord record(Kline kline, long collectedAt) {
        GenericRecord record = record(SCHEMA, kline, collectedAt);
        record.put("symbol", kline.symbol());
        record.put("interval", kline.interval().code());
        record.put("event_time", Instant.ofEpochMilli(kline.eventTime()).toString());
        record.put("first_trade_id", tradeId(kline, kline.firstTradeId()));
        record.put("last_trade_id", tradeId(kline, kline.lastTradeId()));
        record.put("taker_buy_volume", kline.candle().takerBuyVolume());
        record.put("taker_buy_quote_volume", kline.candle().takerBuyQuoteVolume());
        record.put(
                "source",
                switch (kline.source()) {
                    case SOCKET -> "socket";
                    case REST -> "rest";
                    case ARCHIVE -> "archive";
                });
        return record;
    }

    private static String tradeId(Kline kline, long id) {
        boolean known = kline.source() == EventSource.SOCKET || kline.firstTradeId() != -1 || kline.trades() == 0;
        return known ? String.valueOf(id) : "";
    }

    private static GenericRecord record(Schema schema, Kline kline, long collectedAt) {
        GenericRecord record = new GenericData.Record(schema);
        Instant open = Instant.ofEpochMilli(kline.openTime());
        record.put(
                "id",
                CandleId.of("binance", kline.symbol(), kline.interval(), open).toString());
        record.put("asset_name", NAMES.of(kline.symbol()));
        record.put("open", kline.candle().open());
        record.put("high", kline.candle().high());
        record.put("low", kline.candle().low());
        record.put("close", kline.candle().close());
        record.put("volume", kline.candle().volume());
        record.put("quote_volume", kline.candle().quoteVolume());
        record.put("trades", String.valueOf(kline.trades()));
        record.put("is_closed", String.valueOf(kline.closed()));
        record.put("timestamp", open.toString());
        record.put(
                "close_time", Instant.ofEpochMilli(kline.candle().closeTime()).toString());
        record.put("collected_at", Instant.ofEpochMilli(collectedAt).toString());
        return record;
    }

    private static byte[] avro(GenericRecord record) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder binary = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, binary);
        binary.flush();
        return bytes.toByteArray();
    }
}

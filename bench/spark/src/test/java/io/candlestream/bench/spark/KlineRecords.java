package io.candlestream.bench.spark;

import io.candlestream.schema.CandleId;
import io.candlestream.schema.Interval;
import io.candlestream.schema.RecordSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Records of the topic that are as long and as varied as the exchange's, written by Avro itself; one seed, one list. */
public final class KlineRecords {
    /** The schema of the project. */
    public static final Schema SCHEMA =
            RecordSchema.KLINES.load(Path.of(System.getProperty("candlestream.home"), "schemas", "assets.avsc"));

    private static final Instant START = Instant.parse("2024-08-08T00:00:00Z");
    private static final int SYMBOLS = 50;

    private final SplittableRandom random;

    private KlineRecords(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Updates of every kind: open and closed, on time and late, of each source. */
    public static List<byte[]> seeded(long seed, int count) {
        KlineRecords records = new KlineRecords(seed);
        return IntStream.range(0, count)
                .mapToObj(i -> bytes(records.kline(i % SYMBOLS, i / SYMBOLS)))
                .toList();
    }

    private GenericRecord kline(int asset, int minute) {
        String symbol = "ASSET" + asset + "USDT";
        Instant open = START.plus(Duration.ofMinutes(minute));
        Instant close = open.plus(Duration.ofMinutes(1)).minusMillis(1);
        Instant event = close.plusMillis(random.nextLong(-60_000, 15_000));
        long low = random.nextLong(1_000_000, 9_000_000_000_000L);
        long volume = random.nextLong(1, 5_000_000_000_000L);
        long firstTrade = random.nextLong(4_000_000_000L);
        GenericRecord kline = new GenericData.Record(SCHEMA);
        kline.put("id", CandleId.of("binance", symbol, Interval.MINUTE_1, open).toString());
        kline.put("asset_name", "asset-" + asset);
        kline.put("low", decimal(low));
        kline.put("open", decimal(low + random.nextLong(1_000_000)));
        kline.put("close", decimal(low + random.nextLong(1_000_000)));
        kline.put("high", decimal(low + 1_000_000));
        kline.put("volume", decimal(volume));
        kline.put("quote_volume", decimal(volume * 2));
        kline.put("taker_buy_volume", decimal(random.nextLong(volume)));
        kline.put("taker_buy_quote_volume", decimal(random.nextLong(volume * 2)));
        kline.put("trades", String.valueOf(random.nextInt(1, 5000)));
        kline.put("first_trade_id", String.valueOf(firstTrade));
        kline.put("last_trade_id", String.valueOf(firstTrade + 5000));
        kline.put("is_closed", String.valueOf(random.nextBoolean()));
        kline.put("timestamp", open.toString());
        kline.put("close_time", close.toString());
        kline.put("collected_at", event.plusMillis(random.nextInt(300)).toString());
        kline.put("event_time", event.toString());
        kline.put("symbol", symbol);
        kline.put("interval", "1m");
        kline.put("source", List.of("socket", "rest", "archive").get(random.nextInt(3)));
        return kline;
    }

    private static String decimal(long unscaled) {
        return BigDecimal.valueOf(unscaled, 8).toPlainString();
    }

    private static byte[] bytes(GenericRecord record) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            new GenericDatumWriter<GenericRecord>(SCHEMA).write(record, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

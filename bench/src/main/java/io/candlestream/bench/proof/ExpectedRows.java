package io.candlestream.bench.proof;

import io.candlestream.bench.load.AssetWalk;
import io.candlestream.bench.load.KlineSequence;
import io.candlestream.bench.load.Workload;
import io.candlestream.producer.kline.Kline;
import io.candlestream.sandbox.server.ProjectFolder;
import io.candlestream.schema.AssetSchema;
import io.candlestream.schema.CandleId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.avro.Schema;

/** The rows that a table has to hold when it took the first updates of a workload: the newest of each candle. */
public final class ExpectedRows {
    /** The columns that are proved, which are the records' fields: all but {@code consumed_at}, which is the consumer's clock. */
    public static final List<String> COLUMNS =
            AssetSchema.load(ProjectFolder.find().root().resolve("schemas/assets.avsc")).getFields().stream()
                    .map(Schema.Field::name)
                    .toList();

    private ExpectedRows() {}

    /** @param updates whole candles, as {@link Workload#wholeCandles} counts them */
    public static TableDigest digest(Workload workload, long updates) {
        List<AssetWalk> walks = workload.walks();
        long candles = updates / walks.size() / workload.updates();
        return walks.parallelStream()
                .map(walk -> digest(walk, candles, workload.updates()))
                .reduce(TableDigest.EMPTY, TableDigest::plus);
    }

    private static TableDigest digest(AssetWalk walk, long candles, int updates) {
        TableDigest digest = TableDigest.EMPTY;
        RowBytes row = new RowBytes();
        for (long candle = 0; candle < candles; candle++) {
            for (int update = 1; update < updates; update++) {
                walk.next();
            }
            digest = digest.with(write(walk.next(), row).hash());
        }
        return digest;
    }

    /** The values in the order of {@link #COLUMNS}, then the write time. */
    private static RowBytes write(Kline kline, RowBytes row) {
        UUID id = CandleId.of("binance", kline.symbol(), kline.interval(), Instant.ofEpochMilli(kline.openTime()));
        return row.add(ByteBuffer.allocate(16)
                        .putLong(0, id.getMostSignificantBits())
                        .putLong(8, id.getLeastSignificantBits()))
                .add(text(kline.symbol().toLowerCase(Locale.ROOT)))
                .add(Double.parseDouble(kline.candle().open()))
                .add(Double.parseDouble(kline.candle().high()))
                .add(Double.parseDouble(kline.candle().low()))
                .add(Double.parseDouble(kline.candle().close()))
                .add(Double.parseDouble(kline.candle().volume()))
                .add(Double.parseDouble(kline.candle().quoteVolume()))
                .add(Math.toIntExact(kline.trades()))
                .add(new byte[] {(byte) (kline.closed() ? 1 : 0)})
                .add(kline.openTime())
                .add(kline.candle().closeTime())
                .add(KlineSequence.collectedAt(kline))
                .add(text(kline.symbol()))
                .add(text(kline.interval().code()))
                .add(kline.eventTime())
                .add(kline.firstTradeId())
                .add(kline.lastTradeId())
                .add(Double.parseDouble(kline.candle().takerBuyVolume()))
                .add(Double.parseDouble(kline.candle().takerBuyQuoteVolume()))
                .add(text(kline.source().toString()))
                .add(KlineSequence.writeTime(kline) / StoredRows.HASHED);
    }

    private static byte[] text(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}

package io.candlestream.bench.load;

import io.candlestream.bench.proof.RowBytes;
import io.candlestream.bench.proof.StoredTable;
import io.candlestream.bench.proof.TableDigest;
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
import java.util.function.BiFunction;
import org.apache.avro.Schema;

/** The rows that a table has to hold when it took the first updates of a workload: the newest of each candle. */
public final class KlineRows {
    /** The columns that are proved, which are the records' fields: all but {@code consumed_at}, which is the consumer's clock. */
    public static final List<String> COLUMNS =
            AssetSchema.load(ProjectFolder.find().root().resolve("schemas/assets.avsc")).getFields().stream()
                    .map(Schema.Field::name)
                    .toList();

    /** The first of them, up to the close time. */
    static final List<String> OF_THE_CANDLE = COLUMNS.subList(0, COLUMNS.indexOf("close_time") + 1);

    /** How long after an update was made it counts as collected, in milliseconds. */
    private static final long ON_THE_WAY = 12;

    /** Below this the consumer's write times hold a hash of the values, which contenders in SQL cannot compute. */
    private static final long HASHED = 1000;

    static final StoredTable TABLE =
            new StoredTable(COLUMNS, "asset_name", "close", new StoredTable.Version("", HASHED));

    private KlineRows() {}

    /** When an update was collected, in epoch milliseconds: a function of the update, so that runs can be compared. */
    public static long collectedAt(Kline kline) {
        return kline.eventTime() + ON_THE_WAY;
    }

    /**
     * With which write time the table has to hold an update, in microseconds and but for the hash that the consumer puts into
     * the last three digits; its {@code WriteTime} says why.
     */
    public static long writeTime(Kline kline) {
        long late = Math.max(0, kline.eventTime() - kline.candle().closeTime());
        return 1000
                * (kline.closed()
                        ? kline.candle().closeTime() + 1000 + Math.min(late, 99_999)
                        : Math.min(kline.eventTime(), kline.candle().closeTime() + 999));
    }

    /** @param updates whole candles, as {@link KlineWorkload#whole} counts them */
    static TableDigest digest(KlineWorkload workload, long updates) {
        return digest(workload, updates, KlineRows::write);
    }

    /**
     * Of other columns.
     *
     * @param row writes the values of a candle's newest update, in their order
     */
    static TableDigest digest(KlineWorkload workload, long updates, BiFunction<Kline, RowBytes, RowBytes> row) {
        List<AssetWalk> walks = workload.walks();
        long candles = updates / walks.size() / workload.updates();
        return walks.parallelStream()
                .map(walk -> digest(walk, candles, workload.updates(), row))
                .reduce(TableDigest.EMPTY, TableDigest::plus);
    }

    private static TableDigest digest(
            AssetWalk walk, long candles, int updates, BiFunction<Kline, RowBytes, RowBytes> write) {
        TableDigest digest = TableDigest.EMPTY;
        RowBytes row = new RowBytes();
        for (long candle = 0; candle < candles; candle++) {
            for (int update = 1; update < updates; update++) {
                walk.next();
            }
            digest = digest.with(write.apply(walk.next(), row).hash());
        }
        return digest;
    }

    /** The values in the order of {@link #COLUMNS}, then the write time. */
    private static RowBytes write(Kline kline, RowBytes row) {
        return candle(kline, row)
                .add(collectedAt(kline))
                .add(text(kline.symbol()))
                .add(text(kline.interval().code()))
                .add(kline.eventTime())
                .add(kline.firstTradeId())
                .add(kline.lastTradeId())
                .add(Double.parseDouble(kline.candle().takerBuyVolume()))
                .add(Double.parseDouble(kline.candle().takerBuyQuoteVolume()))
                .add(text(kline.source().toString()))
                .add(writeTime(kline) / HASHED);
    }

    /** The values of {@link #OF_THE_CANDLE}. */
    static RowBytes candle(Kline kline, RowBytes row) {
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
                .add(kline.candle().closeTime());
    }

    static byte[] text(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}

package io.candlestream.bench.load;

import io.candlestream.bench.proof.RowBytes;
import io.candlestream.bench.proof.StoredTable;
import io.candlestream.bench.proof.TableDigest;
import io.candlestream.producer.kline.Kline;
import io.candlestream.sandbox.server.ProjectFolder;
import io.candlestream.schema.CandleId;
import io.candlestream.schema.RecordSchema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * The rows that a table has to hold when it took the first updates of a workload: the newest of each candle.
 *
 * @param table how they are read
 * @param row writes the values of a candle's newest update in the order of the table's columns, then the write time
 */
public record KlineRows(StoredTable table, BiFunction<Kline, RowBytes, RowBytes> row) {
    /** The columns that are proved, which are the records' fields: all but {@code consumed_at}, which is the consumer's clock. */
    public static final List<String> COLUMNS =
            RecordSchema.KLINES.load(ProjectFolder.find().root().resolve("schemas/assets.avsc")).getFields().stream()
                    .map(Schema.Field::name)
                    .toList();

    /** The first of them, up to the close time. */
    private static final List<String> OF_THE_CANDLE = COLUMNS.subList(0, COLUMNS.indexOf("close_time") + 1);

    private static final List<String> OF_THE_ARCHIVE = Stream.concat(
                    OF_THE_CANDLE.stream(),
                    Stream.of("symbol", "interval", "taker_buy_volume", "taker_buy_quote_volume"))
            .toList();

    /** How long after an update was made it counts as collected, in milliseconds. */
    private static final long ON_THE_WAY = 12;

    /** Below this the consumer's write times hold a hash of the values, which contenders in SQL cannot compute. */
    private static final long HASHED = 1000;

    /** All that a record tells. */
    static final KlineRows WHOLE = new KlineRows(
            new StoredTable(COLUMNS, "asset_name", "close", false, new StoredTable.Version("", HASHED)),
            KlineRows::whole);

    /** What an archive file tells, however it came into the table. The write time of a row is that of its source, so it is not proved. */
    static final KlineRows ARCHIVED = new KlineRows(
            new StoredTable(OF_THE_ARCHIVE, "asset_name", "close", false, new StoredTable.Version("", Long.MAX_VALUE)),
            KlineRows::archived);

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
    TableDigest digest(KlineWorkload workload, long updates) {
        List<AssetWalk> walks = workload.walks();
        long candles = updates / walks.size() / workload.updates();
        return walks.parallelStream()
                .map(walk -> digest(walk, candles, workload.updates()))
                .reduce(TableDigest.EMPTY, TableDigest::plus);
    }

    private TableDigest digest(AssetWalk walk, long candles, int updates) {
        TableDigest digest = TableDigest.EMPTY;
        RowBytes bytes = new RowBytes();
        for (long candle = 0; candle < candles; candle++) {
            for (int update = 1; update < updates; update++) {
                walk.next();
            }
            digest = digest.with(row.apply(walk.next(), bytes).hash());
        }
        return digest;
    }

    private static RowBytes whole(Kline kline, RowBytes row) {
        return candle(kline, row)
                .add(collectedAt(kline))
                .add(kline.symbol())
                .add(kline.interval().code())
                .add(kline.eventTime())
                .add(kline.firstTradeId())
                .add(kline.lastTradeId())
                .add(Double.parseDouble(kline.candle().takerBuyVolume()))
                .add(Double.parseDouble(kline.candle().takerBuyQuoteVolume()))
                .add(kline.source().toString())
                .add(writeTime(kline) / HASHED);
    }

    private static RowBytes archived(Kline kline, RowBytes row) {
        return candle(kline, row)
                .add(kline.symbol())
                .add(kline.interval().code())
                .add(Double.parseDouble(kline.candle().takerBuyVolume()))
                .add(Double.parseDouble(kline.candle().takerBuyQuoteVolume()))
                .add(0L);
    }

    /** The values of {@link #OF_THE_CANDLE}. */
    private static RowBytes candle(Kline kline, RowBytes row) {
        return row.add(CandleId.of("binance", kline.symbol(), kline.interval(), Instant.ofEpochMilli(kline.openTime())))
                .add(kline.symbol().toLowerCase(Locale.ROOT))
                .add(Double.parseDouble(kline.candle().open()))
                .add(Double.parseDouble(kline.candle().high()))
                .add(Double.parseDouble(kline.candle().low()))
                .add(Double.parseDouble(kline.candle().close()))
                .add(Double.parseDouble(kline.candle().volume()))
                .add(Double.parseDouble(kline.candle().quoteVolume()))
                .add(Math.toIntExact(kline.trades()))
                .add(kline.closed())
                .add(kline.openTime())
                .add(kline.candle().closeTime());
    }
}

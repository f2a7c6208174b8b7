package io.candlestream.bench.load;

import io.candlestream.bench.proof.RowBytes;
import io.candlestream.bench.proof.StoredTable;
import io.candlestream.bench.proof.TableDigest;
import io.candlestream.ingest.channel.EventEncoder;
import io.candlestream.producer.kline.Kline;
import io.candlestream.schema.CandleId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.avro.Schema;

/** Closed candles of which a table has to hold what an archive file tells of them, however they came into it. */
public record ArchivedCandles(KlineWorkload candles) implements Workload<Kline> {
    private static final List<String> COLUMNS = List.of(
            "id",
            "asset_name",
            "open",
            "high",
            "low",
            "close",
            "volume",
            "quote_volume",
            "trades",
            "is_closed",
            "timestamp",
            "close_time",
            "symbol",
            "interval",
            "taker_buy_volume",
            "taker_buy_quote_volume");

    /** The write time of a row is that of its source, so it is not proved. */
    private static final StoredTable TABLE =
            new StoredTable(COLUMNS, "asset_name", "close", new StoredTable.Version("", Long.MAX_VALUE));

    @Override
    public BenchStream stream() {
        return candles.stream();
    }

    @Override
    public List<String> symbols() {
        return candles.symbols();
    }

    @Override
    public Supplier<Kline> events() {
        return candles.events();
    }

    @Override
    public long collectedAt(Kline kline) {
        return candles.collectedAt(kline);
    }

    @Override
    public EventEncoder<Kline> encoder(Schema schema, String exchange) {
        return candles.encoder(schema, exchange);
    }

    @Override
    public long whole(long most) {
        return candles.whole(most);
    }

    @Override
    public boolean isExact() {
        return false;
    }

    @Override
    public StoredTable table() {
        return TABLE;
    }

    @Override
    public TableDigest expected(long events) {
        long each = events / candles.symbols().size();
        return candles.walks().parallelStream()
                .map(walk -> digest(walk, each))
                .reduce(TableDigest.EMPTY, TableDigest::plus);
    }

    private static TableDigest digest(AssetWalk walk, long candles) {
        TableDigest digest = TableDigest.EMPTY;
        RowBytes row = new RowBytes();
        for (long candle = 0; candle < candles; candle++) {
            digest = digest.with(write(walk.next(), row).hash());
        }
        return digest;
    }

    /** The values in the order of {@link #COLUMNS}, then what stands for the write time. */
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
                .add(new byte[] {1})
                .add(kline.openTime())
                .add(kline.candle().closeTime())
                .add(text(kline.symbol()))
                .add(text(kline.interval().code()))
                .add(Double.parseDouble(kline.candle().takerBuyVolume()))
                .add(Double.parseDouble(kline.candle().takerBuyQuoteVolume()))
                .add(0L);
    }

    private static byte[] text(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}

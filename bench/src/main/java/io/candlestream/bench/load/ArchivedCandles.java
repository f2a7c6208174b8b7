package io.candlestream.bench.load;

import io.candlestream.bench.proof.RowBytes;
import io.candlestream.bench.proof.StoredTable;
import io.candlestream.bench.proof.TableDigest;
import io.candlestream.ingest.channel.EventEncoder;
import io.candlestream.producer.kline.Kline;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** Closed candles of which a table has to hold what an archive file tells of them, however they came into it. */
public record ArchivedCandles(KlineWorkload candles) implements Workload<Kline> {
    private static final List<String> COLUMNS = Stream.concat(
                    KlineRows.OF_THE_CANDLE.stream(),
                    Stream.of("symbol", "interval", "taker_buy_volume", "taker_buy_quote_volume"))
            .toList();

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
        return KlineRows.digest(candles, events, ArchivedCandles::write);
    }

    /** The values in the order of {@link #COLUMNS}, then what stands for the write time. */
    private static RowBytes write(Kline kline, RowBytes row) {
        return KlineRows.candle(kline, row)
                .add(KlineRows.text(kline.symbol()))
                .add(KlineRows.text(kline.interval().code()))
                .add(Double.parseDouble(kline.candle().takerBuyVolume()))
                .add(Double.parseDouble(kline.candle().takerBuyQuoteVolume()))
                .add(0L);
    }
}

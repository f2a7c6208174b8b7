package io.candlestream.bench.load;

import io.candlestream.bench.proof.StoredTable;
import io.candlestream.bench.proof.TableDigest;
import io.candlestream.producer.kline.Kline;
import io.candlestream.producer.kline.KlineEncoder;
import io.candlestream.runtime.settings.AssetNames;
import io.candlestream.schema.Interval;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.avro.Schema;

/**
 * Which klines are made: the same one always makes the same.
 *
 * @param seed of the random walks
 * @param assets how many assets there are, the other parts' among them
 * @param part whose assets are made
 * @param updates how many updates a candle gets, the closing one among them
 * @param from when the first candle opens
 * @param rows what a table has to hold of them
 */
public record KlineWorkload(long seed, int assets, LoadShare part, int updates, Instant from, KlineRows rows)
        implements Workload<Kline> {
    static final Interval INTERVAL = Interval.MINUTE_1;

    /** In the past, so that no benchmark writes into the future however fast its market runs. */
    static final Instant FROM = Instant.parse("2024-01-01T00:00:00Z");

    public KlineWorkload {
        if (assets < 1 || updates < 1) {
            throw new IllegalArgumentException("Cannot make klines of " + assets + " assets with " + updates
                    + " updates a candle: one of each is the least");
        }
    }

    KlineWorkload(long seed, int assets, LoadShare part, int updates, Instant from) {
        this(seed, assets, part, updates, from, KlineRows.WHOLE);
    }

    /** Candles that get their closing update alone. */
    public static KlineWorkload closedCandles(int assets) {
        return closedCandles(assets, FROM);
    }

    /** The same, of which the first opens at {@code from}. */
    public static KlineWorkload closedCandles(int assets, Instant from) {
        return new KlineWorkload(1, assets, LoadShare.WHOLE, 1, from);
    }

    /** Candles that get {@code updates} updates each. */
    public static KlineWorkload updated(int assets, int updates) {
        return new KlineWorkload(1, assets, LoadShare.WHOLE, updates, FROM);
    }

    /** The same, of which a table has to hold what an archive file tells of them. */
    public KlineWorkload archived() {
        return new KlineWorkload(seed, assets, part, updates, from, KlineRows.ARCHIVED);
    }

    /** The walks of this part's assets. */
    public List<AssetWalk> walks() {
        return IntStream.range(0, assets)
                .filter(part::has)
                .mapToObj(asset -> new AssetWalk(this, asset))
                .toList();
    }

    @Override
    public BenchStream stream() {
        return BenchStream.KLINES;
    }

    /** Of this part's assets. */
    public List<String> symbols() {
        return walks().stream().map(AssetWalk::symbol).toList();
    }

    /** One update of every asset in turn, round after round. */
    @Override
    public Supplier<Kline> events() {
        List<AssetWalk> walks = walks();
        AtomicInteger turn = new AtomicInteger(-1);
        return () -> walks.get(turn.updateAndGet(last -> last + 1 == walks.size() ? 0 : last + 1))
                .next();
    }

    @Override
    public long collectedAt(Kline kline) {
        return KlineRows.collectedAt(kline);
    }

    @Override
    public KlineEncoder encoder(Schema schema, String exchange) {
        return new KlineEncoder(schema, exchange, new AssetNames(Map.of(), symbols()));
    }

    @Override
    public StoredTable table() {
        return rows.table();
    }

    @Override
    public TableDigest expected(long updates) {
        return rows.digest(this, updates);
    }

    /** Every asset ends at a closed candle. */
    @Override
    public long whole(long most) {
        long round = (long) walks().size() * updates;
        return Math.max(1, most / round) * round;
    }
}

package io.candlestream.bench.load;

import io.candlestream.schema.Interval;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which klines are made: the same one always makes the same.
 *
 * @param seed of the random walks
 * @param assets how many assets there are, the other parts' among them
 * @param part whose assets are made
 * @param updates how many updates a candle gets, the closing one among them
 * @param from when the first candle opens
 */
public record Workload(long seed, int assets, LoadShare part, int updates, Instant from) {
    static final Interval INTERVAL = Interval.MINUTE_1;

    /** In the past, so that no benchmark writes into the future however fast its market runs. */
    static final Instant FROM = Instant.parse("2024-01-01T00:00:00Z");

    public Workload {
        if (assets < 1 || updates < 1) {
            throw new IllegalArgumentException("Cannot make klines of " + assets + " assets with " + updates
                    + " updates a candle: one of each is the least");
        }
    }

    /** Candles that get their closing update alone. */
    public static Workload closedCandles(int assets) {
        return updated(assets, 1);
    }

    /** Candles that get {@code updates} updates each. */
    public static Workload updated(int assets, int updates) {
        return new Workload(1, assets, LoadShare.WHOLE, updates, FROM);
    }

    /** The walks of this part's assets. */
    public List<AssetWalk> walks() {
        return IntStream.range(0, assets)
                .filter(part::has)
                .mapToObj(asset -> new AssetWalk(this, asset))
                .toList();
    }

    /** The largest number of updates, up to {@code most}, with which every asset ends at a closed candle. */
    public long wholeCandles(long most) {
        long round = (long) walks().size() * updates;
        return Math.max(1, most / round) * round;
    }
}

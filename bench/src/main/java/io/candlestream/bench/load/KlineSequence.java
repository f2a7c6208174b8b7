package io.candlestream.bench.load;

import io.candlestream.producer.kline.Kline;
import java.util.List;

/** The updates of a workload as a market sends them: one of every asset in turn, round after round, without end. */
public final class KlineSequence {
    /** How long after an update was made it counts as collected, in milliseconds. */
    private static final long ON_THE_WAY = 12;

    private final List<AssetWalk> walks;
    private int next;

    public KlineSequence(Workload workload) {
        this.walks = workload.walks();
    }

    /** The update whose turn it is. */
    public Kline next() {
        Kline kline = walks.get(next).next();
        next = next + 1 == walks.size() ? 0 : next + 1;
        return kline;
    }

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

    /** The names of the assets by their symbols. */
    List<String> symbols() {
        return walks.stream().map(AssetWalk::symbol).toList();
    }
}

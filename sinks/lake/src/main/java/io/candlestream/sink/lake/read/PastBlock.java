package io.candlestream.sink.lake.read;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers rows up to a time, the newest version of each. When there are too many it ends earlier: so it fits into memory whatever is
 * stored. Any thread may add.
 */
public final class PastBlock {
    private static final long HOUR = 3_600_000;

    private final Map<Key, Found> rows = new HashMap<>();
    private final int most;
    private int allowed;
    private volatile long end = Long.MIN_VALUE;
    private long begin = Long.MIN_VALUE;
    private long next = Long.MAX_VALUE;

    /** @param most a block with twice as many rows is cut down to so many */
    PastBlock(int most) {
        this.most = most;
        this.allowed = 2 * most;
    }

    /** Ids may begin again, so what is numbered is known by its hour too, as the tables know it. */
    private record Key(String symbol, long id, long hour) {
        static Key of(PastStream stream, Found row) {
            return new Key(row.symbol(), row.id(), stream == PastStream.KLINES ? 0 : Math.floorDiv(row.time(), HOUR));
        }
    }

    /**
     * A row.
     *
     * @param knownAt by what they follow each other
     */
    private record Found(String symbol, long id, long time, long knownAt, long version, String text) {
        private static final Comparator<Found> ORDER = Comparator.comparingLong(Found::knownAt)
                .thenComparing(Found::symbol)
                .thenComparingLong(Found::id);
    }

    /** From now on rows before {@code time} are taken, epoch milliseconds; all those before {@code from} are here. */
    void extend(long from, long time) {
        begin = from;
        end = time;
        next = Long.MAX_VALUE;
    }

    /** Rows of this time and later ones are not taken. */
    long end() {
        return end;
    }

    /** Takes a row, or notes that it comes later. */
    void add(PastStream stream, RowView row) {
        long time = row.millis(PastStream.TIME);
        if (time >= end) {
            later(time);
            return;
        }
        add(
                stream,
                new Found(
                        row.text(PastStream.SYMBOL),
                        stream.id(row),
                        time,
                        stream.knownAt(row),
                        row.whole(PastStream.VERSION),
                        stream.text(row)));
    }

    private synchronized void add(PastStream stream, Found row) {
        rows.merge(Key.of(stream, row), row, (one, other) -> one.version() >= other.version() ? one : other);
        if (rows.size() > allowed) {
            cut();
        }
    }

    private void cut() {
        long[] times = rows.values().stream().mapToLong(Found::time).sorted().toArray();
        long cut = times[most];
        if (cut <= Math.max(times[0], begin)) { // that many at once
            allowed *= 2;
            return;
        }
        end = Math.min(end, cut);
        rows.values().removeIf(row -> row.time() >= end);
        later(end);
    }

    /** There is nothing between the end and {@code time}, as far as this one knows. */
    synchronized void later(long time) {
        next = Math.min(next, time);
    }

    /** Up to where all rows are here, as long as {@code others} is where those begin that were not looked at. */
    synchronized long reached(long others) {
        return Math.max(end, Math.min(next, others));
    }

    /** Whether it is worth handing over. */
    synchronized boolean isFull() {
        return 2 * rows.size() >= most;
    }

    /** The rows as lines, in the order in which they became known, then by symbol and id. */
    public synchronized List<String> lines() {
        List<Found> sorted = new ArrayList<>(rows.values());
        sorted.removeIf(row -> row.time() >= end);
        sorted.sort(Found.ORDER);
        return sorted.stream().map(Found::text).toList();
    }
}

package io.candlestream.ingest.repair;

import io.candlestream.ingest.channel.Gap;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Gives every gap of numbered events a row of its own: a gap's row is that of its symbol and {@link Gap#fromTime}, and two gaps can
 * begin in one millisecond. The later one to come is then reported as begun a millisecond earlier, which is as true: no event that it
 * lacks was made before. A gap keeps its row, over a restart too, until a gap between two times is reported there: the one by numbers that
 * is made of it takes the row, else it would stay open. Any thread may use it.
 */
final class GapRows implements Consumer<GapReport> {
    /** Of a symbol, the newest ones; what begins at one time is found at nearly one time. */
    private static final int MOST = 10_000;

    private final Consumer<GapReport> next;
    /** By symbol and the time where its row is: the position of the gap that has it. */
    private final Map<String, NavigableMap<Long, Long>> taken = new HashMap<>();

    /** @param next gets each report, with its row's time */
    GapRows(Consumer<GapReport> next) {
        this.next = next;
    }

    /** The rows that earlier runs gave. */
    synchronized void know(GapLog past) {
        past.oldestFirst().forEach(this::taken);
    }

    @Override
    public synchronized void accept(GapReport report) {
        Gap gap = report.gap();
        if (gap.times().isEmpty()) {
            taken(report);
            next.accept(report);
        } else {
            next.accept(report.of(gap.begunAt(row(gap))));
        }
    }

    private void taken(GapReport report) {
        Gap gap = report.gap();
        if (gap.times().isPresent()) {
            rows(gap.symbol()).put(gap.fromTime(), gap.from());
        } else if (taken.containsKey(gap.symbol())) {
            taken.get(gap.symbol()).remove(gap.from());
        }
    }

    private long row(Gap gap) {
        NavigableMap<Long, Long> rows = rows(gap.symbol());
        long time = gap.fromTime();
        while (rows.getOrDefault(time, gap.from()) != gap.from()) {
            time--;
        }
        rows.put(time, gap.from());
        if (rows.size() > MOST) {
            rows.pollFirstEntry();
        }
        return time;
    }

    private NavigableMap<Long, Long> rows(String symbol) {
        return taken.computeIfAbsent(symbol, name -> new TreeMap<>());
    }
}

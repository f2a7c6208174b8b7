package io.candlestream.derive.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/**
 * The windows of one symbol that may still change, by the symbol's own time: each as long as the others, one at each multiple of their slide.
 * What comes later than that belongs to no window here. For one thread.
 *
 * @param <U> an update
 */
public final class OpenWindows<U, W extends TimeWindow<U>> {
    /** How far back a gap is healed, and more: what is older comes by a backfill, whole. */
    private static final long HEALED = 86_400_000;

    /** By so much the clock by which updates are collected may be behind that of their times. */
    private static final long CLOCKS = 60_000;

    private final long length;
    private final long slide;
    private final long lateness;
    private final ToLongFunction<U> time;
    private final LongFunction<W> opened;
    private final NavigableMap<Long, Open<W>> windows = new TreeMap<>();
    /** The latest moment of all updates, none of which is much later than it was collected. */
    private long newest = Long.MIN_VALUE;
    /** Windows that end here or earlier are closed. */
    private long horizon = Long.MIN_VALUE;
    /** Those that begin within a day before are known in part. */
    private long whole = Long.MIN_VALUE + HEALED;

    private static final class Open<W> {
        private final W window;
        private boolean changed;

        Open(W window) {
            this.window = window;
        }
    }

    /**
     * A window and where it begins.
     *
     * @param start epoch milliseconds
     */
    public record Changed<W>(long start, W window) {}

    private OpenWindows(long length, long slide, long lateness, ToLongFunction<U> time, LongFunction<W> opened) {
        if (slide <= 0 || length % slide != 0) {
            throw new IllegalArgumentException("Cannot slide windows of " + length + " ms by " + slide
                    + ": the length has to be a multiple of it");
        }
        this.length = length;
        this.slide = slide;
        this.lateness = lateness;
        this.time = time;
        this.opened = opened;
    }

    /**
     * Those of updates of candles, each of which has to lie within the windows that hold a moment of it: their slide is a multiple of a candle.
     *
     * @param length of a window, {@code slide} from the begin of one to that of the next, {@code lateness} how long after its end, by the time of
     *     the symbol's updates, it takes more of them; all in milliseconds
     * @throws IllegalArgumentException where the length is no multiple of the slide
     */
    public static OpenWindows<CandleUpdate, CandleWindow> ofCandles(long length, long slide, long lateness) {
        return new OpenWindows<>(
                length, slide, lateness, CandleUpdate::time, start -> new CandleWindow(start, start + length));
    }

    /** Those of trades, as {@link #ofCandles}, by any slide. */
    public static OpenWindows<TradeWindow.Trade, TradeWindow> ofTrades(long length, long slide, long lateness) {
        return new OpenWindows<>(
                length, slide, lateness, TradeWindow.Trade::time, start -> new TradeWindow(start, start + length));
    }

    /** Of windows that begin within a day before {@code time}, epoch milliseconds, some updates may not be known. */
    public void knowFrom(long time) {
        whole = Math.max(time, Long.MIN_VALUE + HEALED);
    }

    /**
     * Takes an update into its windows that are not closed; returns where those begin that are, or that are known in part alone. One with a
     * time to come, as of a wrong digit, closes none before that time.
     *
     * @param collectedAt epoch milliseconds at which our side received it
     */
    public List<Long> add(U update, long collectedAt) {
        long at = time.applyAsLong(update);
        long last = CandleWindow.startOf(at, slide);
        List<Long> late = List.of();
        for (long start = last - length + slide; start <= last; start += slide) {
            boolean closed = start + length <= horizon;
            if (!closed) {
                Open<W> open = windows.computeIfAbsent(start, begin -> new Open<>(opened.apply(begin)));
                open.window.add(update);
                open.changed = true;
                newest = Math.max(newest, Math.min(at, collectedAt + CLOCKS));
            }
            if (closed || (start < whole && start >= whole - HEALED)) {
                late = late.isEmpty() ? new ArrayList<>() : late;
                late.add(start);
            }
        }
        return late;
    }

    /** The windows to which an update was added since {@link #settle}, oldest first. */
    public List<Changed<W>> changed() {
        List<Changed<W>> changed = new ArrayList<>();
        windows.forEach((start, open) -> {
            if (open.changed) {
                changed.add(new Changed<>(start, open.window));
            }
        });
        return changed;
    }

    /** The changed windows are stored: closes those that are over. */
    public void settle() {
        if (!windows.isEmpty()) {
            horizon = Math.max(horizon, CandleWindow.startOf(newest - lateness, slide));
            windows.headMap(horizon - length, true).clear();
            windows.values().forEach(open -> open.changed = false);
        }
    }

    /** How many windows are open. */
    public int size() {
        return windows.size();
    }
}

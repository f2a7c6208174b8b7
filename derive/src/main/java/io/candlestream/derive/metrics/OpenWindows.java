package io.candlestream.derive.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/**
 * The windows of one symbol that may still change: side by side, each as long as the others, by the symbol's own time. What comes later than
 * that belongs to no window here. For one thread.
 *
 * @param <U> an update
 */
public final class OpenWindows<U, W extends TimeWindow<U>> {
    /** How far back a gap is healed, and more: what is older comes by a backfill, whole. */
    private static final long HEALED = 86_400_000;

    private final long length;
    private final long lateness;
    private final ToLongFunction<U> time;
    private final LongFunction<W> opened;
    private final NavigableMap<Long, Open<W>> windows = new TreeMap<>();
    /** The latest moment of all updates. */
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

    private OpenWindows(long length, long lateness, ToLongFunction<U> time, LongFunction<W> opened) {
        this.length = length;
        this.lateness = lateness;
        this.time = time;
        this.opened = opened;
    }

    /**
     * Those of updates of candles.
     *
     * @param length of a window, {@code lateness} how long after its end, by the time of the symbol's updates, it takes more of them; both in
     *     milliseconds
     */
    public static OpenWindows<CandleUpdate, CandleWindow> ofCandles(long length, long lateness) {
        return new OpenWindows<>(
                length, lateness, CandleUpdate::time, start -> new CandleWindow(start, start + length));
    }

    /** Those of trades, as {@link #ofCandles}. */
    public static OpenWindows<TradeWindow.Trade, TradeWindow> ofTrades(long length, long lateness) {
        return new OpenWindows<>(
                length, lateness, TradeWindow.Trade::time, start -> new TradeWindow(start, start + length));
    }

    /** Of windows that begin within a day before {@code time}, epoch milliseconds, some updates may not be known. */
    public void knowFrom(long time) {
        whole = Math.max(time, Long.MIN_VALUE + HEALED);
    }

    /** Takes an update, unless its window is closed; then, or when the window is known in part alone, returns where it begins. */
    public OptionalLong add(U update) {
        long at = time.applyAsLong(update);
        long start = CandleWindow.startOf(at, length);
        if (start + length <= horizon) {
            return OptionalLong.of(start);
        }
        Open<W> open = windows.computeIfAbsent(start, begin -> new Open<>(opened.apply(begin)));
        open.window.add(update);
        open.changed = true;
        newest = Math.max(newest, at);
        return start < whole && start >= whole - HEALED ? OptionalLong.of(start) : OptionalLong.empty();
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
            horizon = Math.max(horizon, CandleWindow.startOf(newest - lateness, length));
            windows.headMap(horizon - length, true).clear();
            windows.values().forEach(open -> open.changed = false);
        }
    }

    /** How many windows are open. */
    public int size() {
        return windows.size();
    }
}

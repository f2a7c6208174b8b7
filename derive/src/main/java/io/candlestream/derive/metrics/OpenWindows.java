package io.candlestream.derive.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The windows of one symbol that may still change: side by side, each as long as the others, by the symbol's own time. What comes later than
 * that belongs to no window here. For one thread.
 */
public final class OpenWindows {
    private final long length;
    private final long lateness;
    private final NavigableMap<Long, Open> windows = new TreeMap<>();
    /** The latest moment of all updates. */
    private long newest = Long.MIN_VALUE;
    /** Windows that end here or earlier are closed. */
    private long horizon = Long.MIN_VALUE;

    private static final class Open {
        private final CandleWindow window;
        private boolean changed;

        Open(CandleWindow window) {
            this.window = window;
        }
    }

    /**
     * A window and where it begins.
     *
     * @param start epoch milliseconds
     */
    public record Changed(long start, CandleWindow window) {}

    /**
     * @param length of a window, {@code lateness} how long after its end, by the time of the symbol's updates, it takes more of them; both in
     *     milliseconds
     */
    public OpenWindows(long length, long lateness) {
        this.length = length;
        this.lateness = lateness;
    }

    /** Takes an update, unless its window is closed: then returns where that begins. */
    public OptionalLong add(CandleUpdate update) {
        long start = CandleWindow.startOf(update.time(), length);
        if (start + length <= horizon) {
            return OptionalLong.of(start);
        }
        Open open = windows.computeIfAbsent(start, begin -> new Open(new CandleWindow(begin, begin + length)));
        open.window.add(update);
        open.changed = true;
        newest = Math.max(newest, update.time());
        return OptionalLong.empty();
    }

    /** The windows to which an update was added since {@link #settle}, oldest first. */
    public List<Changed> changed() {
        List<Changed> changed = new ArrayList<>();
        windows.forEach((start, open) -> {
            if (open.changed) {
                changed.add(new Changed(start, open.window));
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

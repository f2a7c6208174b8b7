package io.candlestream.consumer.window;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Updates that came when their windows were closed, or known in part after a start. */
public final class LateUpdates {
    /** So many windows are named. */
    private static final int NAMED = 10;

    private final SortedMap<String, Long> windows = new TreeMap<>();
    /** Updates. */
    private long count;
    /** Updates, once for each of their windows. */
    private long named;

    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    /** One of {@code asset}, of windows that begin at {@code starts}, epoch milliseconds. */
    public void add(String asset, List<Long> starts) {
        count++;
        starts.forEach(start -> name(asset, start));
    }

    private void name(String asset, long start) {
        named++;
        first = Math.min(first, start);
        last = Math.max(last, start);
        String window = asset + " " + Instant.ofEpochMilli(start);
        if (windows.size() < NAMED || windows.containsKey(window)) {
            windows.merge(window, 1L, Long::sum);
        }
    }

    /** How many there were. */
    public long count() {
        return count;
    }

    /**
     * What to do about them, in one line; nothing without any.
     *
     * @param what the metrics as {@code recompute} calls them, where it can make them again
     */
    public Optional<String> line(String stream, Optional<String> what) {
        if (count == 0) {
            return Optional.empty();
        }
        String list = windows.entrySet().stream()
                .map(window -> window.getKey() + (window.getValue() > 1 ? " (" + window.getValue() + ")" : ""))
                .collect(Collectors.joining(", "));
        long of = windows.values().stream().mapToLong(Long::longValue).sum();
        return Optional.of(stream + ": " + count + " updates came when their windows were closed or known in part: "
                + list
                + (named > of ? " and more" : "")
                + what.map(metrics -> " (where they are news, ./candlestream recompute --what " + metrics + " --from "
                                + Instant.ofEpochMilli(first) + " --to " + Instant.ofEpochMilli(last + 1)
                                + " takes them in)")
                        .orElse(""));
    }
}

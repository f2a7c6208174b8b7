package io.candlestream.simulator.trade;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** What the exchange has said of trades, or aggregate trades, whether or not anybody listened. Any thread may ask. */
final class SaidEvents<E> {
    private final ToLongFunction<E> id;
    private final ToLongFunction<E> time;
    private final Map<String, List<E>> histories = new ConcurrentHashMap<>();
    private final AtomicLong notes = new AtomicLong();

    /** @param time of one, epoch milliseconds */
    SaidEvents(ToLongFunction<E> id, ToLongFunction<E> time) {
        this.id = id;
        this.time = time;
    }

    /** Notes one of {@code symbol}, which {@code adding} puts where it belongs: all stay in the order of their ids. */
    void note(String symbol, Consumer<List<E>> adding) {
        List<E> events = of(symbol);
        synchronized (events) {
            adding.accept(events);
        }
        notes.incrementAndGet();
    }

    private List<E> of(String symbol) {
        return histories.computeIfAbsent(symbol, name -> new ArrayList<>());
    }

    /** How often one was noted. */
    long count() {
        return notes.get();
    }

    /** All of {@code symbol}; those of this moment. */
    List<E> all(String symbol) {
        return find(symbol, OptionalLong.of(0), OptionalLong.empty(), Long.MAX_VALUE, Integer.MAX_VALUE);
    }

    /** The newest {@code most} of {@code symbol}, oldest of them first. */
    List<E> newest(String symbol, int most) {
        return find(symbol, OptionalLong.empty(), OptionalLong.empty(), Long.MAX_VALUE, most);
    }

    /**
     * The first {@code most} of {@code symbol}; the newest where nothing says from where on.
     *
     * @param first the least id
     * @param start epoch milliseconds, as is {@code end}; both included
     */
    List<E> find(String symbol, OptionalLong first, OptionalLong start, long end, int most) {
        List<E> events = of(symbol);
        synchronized (events) {
            boolean newest = first.isEmpty() && start.isEmpty();
            int from = newest ? Math.max(0, events.size() - most) : indexOf(events, first.orElse(0));
            return events.subList(from, events.size()).stream()
                    .filter(event ->
                            time.applyAsLong(event) >= start.orElse(Long.MIN_VALUE) && time.applyAsLong(event) <= end)
                    .limit(most)
                    .toList();
        }
    }

    /** The place of the first one with this id or a larger one. */
    private int indexOf(List<E> events, long wanted) {
        int low = 0;
        int high = events.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (id.applyAsLong(events.get(middle)) < wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}

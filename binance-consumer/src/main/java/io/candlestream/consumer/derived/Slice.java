package io.candlestream.consumer.derived;

import io.candlestream.consumer.stream.DerivedStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What is made again from one clustering key to another, of all partition keys: the reference's rows of it are read once and held so long.
 *
 * @param stretches each within the slice
 */
record Slice(long first, long last, List<Stretch> stretches) {
    /** So many times as far as a row's own window reaches: what is read twice is a hundredth of all, and what is held is bounded. */
    private static final int REACHES = 100;

    /** All of them, where there is no reference. */
    static Slice of(List<Stretch> stretches) {
        return new Slice(Long.MIN_VALUE, Long.MAX_VALUE, stretches);
    }

    /** Cuts {@code stretches}; of those that lie far from each other nothing between is in a slice. */
    static Collection<Slice> of(DerivedStream<?> type, Collection<Stretch> stretches) {
        List<Stretch> sorted = new ArrayList<>(stretches);
        sorted.sort(Comparator.comparingLong(Stretch::first));
        NavigableMap<Long, Slice> slices = new TreeMap<>();
        for (Stretch stretch : sorted) {
            Map.Entry<Long, Slice> newest = slices.lastEntry();
            long first = newest == null
                    ? stretch.first()
                    : Math.max(stretch.first(), newest.getValue().last() + 1);
            while (first <= stretch.last()) {
                long last = Math.min(stretch.last(), reach(type, first));
                slices.put(first, new Slice(first, last, new ArrayList<>()));
                first = last + 1;
            }
        }
        sorted.forEach(stretch -> share(slices, stretch));
        return slices.values();
    }

    private static long reach(DerivedStream<?> type, long first) {
        long last = first;
        for (int i = 0; i < REACHES; i++) {
            last = type.to(last);
        }
        return last;
    }

    private static void share(NavigableMap<Long, Slice> slices, Stretch stretch) {
        slices.subMap(slices.floorKey(stretch.first()), true, stretch.last(), true)
                .values()
                .forEach(slice -> slice.stretches.add(new Stretch(
                        stretch.partition(),
                        Math.max(stretch.first(), slice.first()),
                        Math.min(stretch.last(), slice.last()))));
    }
}

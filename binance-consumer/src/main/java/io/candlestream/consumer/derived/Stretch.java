package io.candlestream.consumer.derived;

import io.candlestream.consumer.stream.DerivedStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/** Of one partition key, from the first to the last clustering key whose rows are made again. */
record Stretch(String partition, long first, long last) {
    /** Those that depend on the rows of {@code keys}: one where they would overlap, so that no row is read or made twice. */
    static List<Stretch> of(DerivedStream<?> type, String partition, SortedSet<Long> keys) {
        List<Stretch> stretches = new ArrayList<>();
        long first = keys.first();
        long last = type.to(first);
        for (long key : keys) {
            if (type.from(key) > last) {
                stretches.add(new Stretch(partition, first, last));
                first = key;
            }
            last = type.to(key);
        }
        stretches.add(new Stretch(partition, first, last));
        return stretches;
    }
}

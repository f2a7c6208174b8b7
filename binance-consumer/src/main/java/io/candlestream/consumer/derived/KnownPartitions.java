package io.candlestream.consumer.derived;

import io.candlestream.consumer.sink.BoundSink;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.consumer.stream.StoredRanges;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkEnv;

/**
 * The partition keys of which a store has rows, for all tasks of this JVM: those that were listed there, which is dear on years of files, and
 * those of which tasks have written rows since. In a cluster other JVMs write too, so there the store is asked each time.
 */
final class KnownPartitions {
    /** What another program stores is known so much later. */
    private static final Duration KEPT = Duration.ofMinutes(10);

    private static final String ALONE = "driver";
    private static final Map<String, KnownPartitions> OF_STORES = new ConcurrentHashMap<>();

    private final Set<String> known = ConcurrentHashMap.newKeySet();
    /** By {@link System#nanoTime}. */
    private OptionalLong listed = OptionalLong.empty();

    static KnownPartitions of(BoundSink store, RowLayout<?> layout) {
        return OF_STORES.computeIfAbsent(
                store.name() + " " + store.sink().target(layout), key -> new KnownPartitions());
    }

    /** Of these a task stores rows. Called before it reads the reference's. */
    void add(Collection<String> partitions) {
        known.addAll(partitions);
    }

    /** All of them, in the order of their names. */
    synchronized Set<String> all(StoredRanges stored) throws InterruptedException {
        long now = System.nanoTime();
        if (listed.isEmpty() || now - listed.getAsLong() > KEPT.toNanos() || !isAlone()) {
            known.addAll(stored.partitions());
            listed = OptionalLong.of(now);
        }
        return new TreeSet<>(known);
    }

    /** Whether all tasks run in this JVM: that of the driver, or none of Spark's. */
    private static boolean isAlone() {
        SparkEnv spark = SparkEnv.get();
        return spark == null || spark.executorId().equals(ALONE);
    }
}

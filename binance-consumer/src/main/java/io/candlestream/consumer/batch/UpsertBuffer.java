package io.candlestream.consumer.batch;

import io.candlestream.consumer.stream.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The newest update of each row that a task has seen. All updates of an asset sit in one topic partition, hence in one
 * task: what is superseded here need not be written at all.
 *
 * <p>The rows of a partition key are kept in the order of their clustering key, which is nearly always the order in which
 * they come: then a row costs one comparison, and neither hashing nor sorting.
 */
final class UpsertBuffer<R extends Row> {
    private final Map<String, List<R>> rows = new HashMap<>();
    private final Consumer<R> superseded;
    private int size;

    /** @param superseded receives each row whose place a newer one takes */
    UpsertBuffer(Consumer<R> superseded) {
        this.superseded = superseded;
    }

    /** Takes {@code row} unless a newer one of its identity is here; of two with one write time the later call wins. */
    void add(R row) {
        List<R> ofPartition = rows.computeIfAbsent(row.partition(), partition -> new ArrayList<>());
        int place = place(ofPartition, row.clustering());
        if (place == ofPartition.size() || ofPartition.get(place).clustering() != row.clustering()) {
            ofPartition.add(place, row);
            size++;
        } else {
            R before = ofPartition.get(place);
            long older = before.version();
            long version = row.version();
            if (version > older) {
                superseded.accept(before);
            }
            if (version >= older) {
                ofPartition.set(place, row);
            }
        }
    }

    /** Where the row of the clustering key {@code key} stands, or has to. */
    private static <R extends Row> int place(List<R> sorted, long key) {
        int low = 0;
        int high = sorted.size();
        for (int middle = high - 1; low < high; middle = (low + high) >>> 1) { // the youngest candle first
            long found = sorted.get(middle).clustering();
            if (found == key) {
                return middle;
            } else if (found < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    int size() {
        return size;
    }

    /**
     * The rows, grouped by partition key and in the order of the clustering key; none are left behind. A request of rows
     * that lie side by side costs Cassandra less than one of rows that are scattered over their partition.
     */
    Collection<List<R>> drain() {
        List<List<R>> groups = List.copyOf(rows.values());
        rows.clear();
        size = 0;
        return groups;
    }

    /**
     * The rows that fill requests of {@code most} rows of one partition key, the oldest of each; what is left may fill one
     * later, or be superseded until then. All rows, when too few of them fill a request.
     */
    Collection<List<R>> drainFull(int most) {
        int full = rows.values().stream().mapToInt(group -> full(group, most)).sum();
        if (2 * full < size) {
            return drain();
        }
        List<List<R>> groups = new ArrayList<>();
        for (List<R> group : rows.values()) {
            List<R> oldest = group.subList(0, full(group, most));
            if (!oldest.isEmpty()) {
                groups.add(List.copyOf(oldest));
                oldest.clear();
            }
        }
        rows.values().removeIf(List::isEmpty);
        size -= full;
        return groups;
    }

    /** How many rows of {@code group} are whole requests. */
    private static int full(List<?> group, int most) {
        return group.size() - group.size() % most;
    }
}

package io.candlestream.consumer.batch;

import io.candlestream.consumer.row.TableRow;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The newest update of each row that a task has seen. All updates of an asset sit in one topic partition, hence in one
 * task: what is superseded here need not be written at all.
 */
final class NewestRows<R extends TableRow> {
    private final Map<String, Map<Long, R>> rows = new HashMap<>();
    private int size;

    /** Takes {@code row} unless a newer one of its identity is here; of two with one write time the later call wins. */
    void add(R row) {
        Map<Long, R> ofPartition = rows.computeIfAbsent(row.partition(), partition -> new HashMap<>());
        R known = ofPartition.get(row.clustering());
        if (known == null) {
            size++;
        }
        if (known == null || row.writeTime() >= known.writeTime()) {
            ofPartition.put(row.clustering(), row);
        }
    }

    int size() {
        return size;
    }

    /**
     * The rows, grouped by partition key and in the order of the clustering key; none are left behind. A request of rows
     * that lie side by side costs Cassandra less than one of rows that are scattered over their partition.
     */
    Collection<List<R>> drain() {
        List<List<R>> groups = rows.values().stream()
                .map(group -> group.values().stream()
                        .sorted(Comparator.comparingLong(TableRow::clustering))
                        .toList())
                .collect(Collectors.toList());
        rows.clear();
        size = 0;
        return groups;
    }
}

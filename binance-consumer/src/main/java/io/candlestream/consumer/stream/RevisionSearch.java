package io.candlestream.consumer.stream;

import io.candlestream.consumer.stream.Revisions.Standing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds which rows on their way into a table change what stands there. Of rows of one key that come together each is compared with the one
 * before it, so that it is of no account how they are cut into batches.
 */
public final class RevisionSearch<R extends Row, V extends Row> {
    /** Stretches that are asked for before they are needed. */
    private static final int AHEAD = 16;
    /** Rows that are compared at once. */
    private static final int ROWS = 5000;
    /** So many times as far as two rows that are read together a stretch goes. */
    private static final int REACHES = 100;

    private final Revisions<R, V> type;
    /** Rows that newer ones of their batch have replaced, by partition and clustering key, in the order in which they came. */
    private final Map<String, Map<Long, List<R>>> superseded = new HashMap<>();

    public RevisionSearch(Revisions<R, V> type) {
        this.type = type;
    }

    private record Stretch<R extends Row>(String partition, List<R> rows) {
        long first() {
            return rows.get(0).clustering();
        }

        long last() {
            return rows.get(rows.size() - 1).clustering();
        }
    }

    /** A newer one takes the place of {@code row} before it is written. */
    public void superseded(R row) {
        if (type.counts(row)) {
            superseded
                    .computeIfAbsent(row.partition(), partition -> new HashMap<>())
                    .computeIfAbsent(row.clustering(), key -> new ArrayList<>())
                    .add(row);
        }
    }

    /** Whether one of these has to be compared with what is stored. */
    public boolean concerns(Collection<List<R>> groups) {
        return groups.stream().anyMatch(group -> group.stream().anyMatch(this::isCompared));
    }

    /** Also when it took the place of one that is compared. */
    private boolean isCompared(R row) {
        return (type.counts(row) && type.mayReplace(row))
                || (!superseded.isEmpty() && earlier(row).stream().anyMatch(type::mayReplace));
    }

    private List<R> earlier(R row) {
        return superseded.getOrDefault(row.partition(), Map.of()).getOrDefault(row.clustering(), List.of());
    }

    /**
     * What the rows change that are about to be written, those of one partition key side by side.
     *
     * @param groups each of one partition key and in the order of the clustering key
     * @param stored reads the table as it is before
     */
    public List<List<V>> changes(Collection<List<R>> groups, StoredRanges stored) throws InterruptedException {
        List<Stretch<R>> all = new ArrayList<>();
        groups.forEach(group -> stretches(group, all));
        for (int i = 0; i < Math.min(AHEAD, all.size()); i++) {
            announce(all.get(i), stored);
        }
        Map<String, List<V>> changes = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            if (i + AHEAD < all.size()) {
                announce(all.get(i + AHEAD), stored);
            }
            List<V> found = changes(all.get(i), stored);
            if (!found.isEmpty()) {
                changes.computeIfAbsent(all.get(i).partition(), partition -> new ArrayList<>())
                        .addAll(found);
            }
        }
        return List.copyOf(changes.values());
    }

    private void stretches(List<R> group, List<Stretch<R>> into) {
        List<R> rows = new ArrayList<>();
        for (R row : group) {
            if (isCompared(row)) {
                if (!rows.isEmpty() && isTooFar(rows, row.clustering())) {
                    into.add(new Stretch<>(row.partition(), List.copyOf(rows)));
                    rows.clear();
                }
                rows.add(row);
            }
        }
        if (!rows.isEmpty()) {
            into.add(new Stretch<>(rows.get(0).partition(), List.copyOf(rows)));
        }
    }

    /** What is read between the rows is bounded too. */
    private boolean isTooFar(List<R> rows, long key) {
        long first = rows.get(0).clustering();
        return rows.size() == ROWS
                || type.to(rows.get(rows.size() - 1).clustering()) < key
                || key - first > REACHES * (type.to(first) - first);
    }

    private static void announce(Stretch<?> stretch, StoredRanges stored) {
        stored.announce(stretch.partition(), stretch.first(), stretch.last());
    }

    private List<V> changes(Stretch<R> stretch, StoredRanges stored) throws InterruptedException {
        Map<Long, Standing<R, V>> standing = new HashMap<>();
        stored.read(
                stretch.partition(),
                stretch.first(),
                stretch.last(),
                row -> standing.put(row.clustering(), type.standing(Optional.of(row))));
        Map<Long, List<R>> before = superseded.getOrDefault(stretch.partition(), new HashMap<>());
        List<V> changes = new ArrayList<>();
        for (R row : stretch.rows()) {
            Standing<R, V> there = standing.computeIfAbsent(row.clustering(), key -> type.standing(Optional.empty()));
            for (R earlier :
                    Optional.ofNullable(before.remove(row.clustering())).orElse(List.of())) {
                add(earlier, there, changes);
            }
            if (type.counts(row)) {
                add(row, there, changes);
            }
        }
        return changes;
    }

    /** One that would not be compared if it came alone is not noted beside others either. */
    private void add(R row, Standing<R, V> there, List<V> changes) {
        there.next(row).filter(change -> type.mayReplace(row)).ifPresent(changes::add);
    }
}

package io.candlestream.sink.lake.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.iceberg.ExpireSnapshots;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/** Forgets the states of a table that newer ones replaced before a time, and deletes the files that only they need. */
record Expiry(Table table, long beforeMillis) {
    /**
     * Returns how many states were forgotten. They are named one by one: only then Iceberg looks for every file that nothing needs any
     * more; else what a merge has replaced would stay until the merge itself is forgotten.
     */
    int run() {
        List<Snapshot> states = StreamSupport.stream(table.snapshots().spliterator(), false)
                .sorted(Comparator.comparingLong(Snapshot::sequenceNumber))
                .toList();
        List<Long> old = new ArrayList<>();
        for (int i = 1; i < states.size(); i++) { // a reader may still have what was the newest one a moment ago
            if (states.get(i).timestampMillis() < beforeMillis) {
                old.add(states.get(i - 1).snapshotId());
            }
        }
        if (!old.isEmpty()) {
            ExpireSnapshots expire = table.expireSnapshots().expireOlderThan(0); // else all beyond five days go too
            old.forEach(expire::expireSnapshotId);
            expire.commit();
        }
        return old.size();
    }
}

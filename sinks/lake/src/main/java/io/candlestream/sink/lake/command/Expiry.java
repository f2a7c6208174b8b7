package io.candlestream.sink.lake.command;

import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.iceberg.ExpireSnapshots;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/** Forgets the states of a table that are older than a time, but for the newest one, and deletes the files that only they need. */
record Expiry(Table table, long beforeMillis) {
    /**
     * Returns how many states were forgotten. They are named one by one: only then Iceberg looks for every file that nothing needs any
     * more; else what a merge has replaced would stay until the merge itself is forgotten.
     */
    int run() {
        long current =
                table.currentSnapshot() == null ? -1 : table.currentSnapshot().snapshotId();
        List<Long> old = StreamSupport.stream(table.snapshots().spliterator(), false)
                .filter(snapshot -> snapshot.timestampMillis() < beforeMillis)
                .map(Snapshot::snapshotId)
                .filter(id -> id != current)
                .toList();
        if (!old.isEmpty()) {
            ExpireSnapshots expire = table.expireSnapshots();
            old.forEach(expire::expireSnapshotId);
            expire.commit();
        }
        return old.size();
    }
}

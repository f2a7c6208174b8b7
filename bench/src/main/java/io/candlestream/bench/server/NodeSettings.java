package io.candlestream.bench.server;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks a Cassandra for its version and for the settings that matter for writing. */
final class NodeSettings {
    private static final List<String> NAMES = List.of(
            "commitlog_sync",
            "memtable_allocation_type",
            "memtable_heap_space",
            "memtable_offheap_space",
            "storage_compatibility_mode");

    private NodeSettings() {}

    static String line(CqlSession session) {
        String version = Optional.ofNullable(session.execute("SELECT release_version FROM system.local")
                        .one())
                .map(row -> row.getString(0))
                .orElse("unknown");
        return "Cassandra " + version + ", "
                + NAMES.stream().map(name -> name + " " + value(session, name)).collect(Collectors.joining(", "));
    }

    private static String value(CqlSession session, String name) {
        Row row = session.execute("SELECT value FROM system_views.settings WHERE name = ?", name)
                .one();
        return row == null ? "unknown" : String.valueOf(row.getString(0));
    }
}

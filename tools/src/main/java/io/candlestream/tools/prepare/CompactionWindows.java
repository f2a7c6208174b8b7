package io.candlestream.tools.prepare;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.tools.access.TableWindow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How many days share a file of the tables of candles and of what is made of them. Cassandra merges older files by itself.
 *
 * @param days empty where the tables stay as they are
 */
record CompactionWindows(String keyspace, List<String> tables, Optional<Integer> days) {
    static CompactionWindows of(Settings settings) {
        return new CompactionWindows(
                settings.text("cassandra.keyspace"), TableWindow.tables(settings), TableWindow.days(settings));
    }

    /** A table of a name of its own, which an operator makes, may be missing. */
    void apply(CqlSession session) {
        days.ifPresent(wanted -> tables.forEach(table -> {
            Row found = session.execute(
                            "SELECT compaction FROM system_schema.tables WHERE keyspace_name = ? AND table_name = ?",
                            keyspace,
                            table)
                    .one();
            if (found != null && !TableWindow.of(compaction(found)).equals(OptionalInt.of(wanted))) {
                session.execute("ALTER TABLE "
                        + CqlIdentifier.fromInternal(keyspace).asCql(true) + "."
                        + CqlIdentifier.fromInternal(table).asCql(true) + " WITH compaction = "
                        + TableWindow.compaction(wanted));
            }
        }));
    }

    private static Map<String, String> compaction(Row table) {
        Map<String, String> options = table.getMap("compaction", String.class, String.class);
        return options == null ? Map.of() : options;
    }
}

package io.candlestream.tools.prepare;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.tools.access.CassandraTables;
import io.candlestream.tools.access.StoredStream;
import io.candlestream.tools.access.TableLifetime;
import io.candlestream.tools.access.TableWindow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * For how long the tables keep what is stored from now on, what is there keeps its end; and how many days share a file of the tables of
 * candles and of what is made of them, Cassandra merges older files by itself.
 *
 * @param seconds by table, 0 for ever
 * @param windowed the tables for which {@code days} are
 * @param days empty where these tables stay as they are
 */
record TableOptions(String keyspace, Map<String, Long> seconds, List<String> windowed, Optional<Integer> days) {
    static TableOptions of(Settings settings) {
        Map<String, Long> seconds = new TreeMap<>();
        for (StoredStream stream : StoredStream.values()) {
            TableLifetime.seconds(settings, stream)
                    .ifPresent(keep -> seconds.put(settings.text("cassandra." + stream.key("table")), keep));
        }
        return new TableOptions(
                settings.text("cassandra.keyspace"), seconds, TableWindow.tables(settings), TableWindow.days(settings));
    }

    void apply(CqlSession session) {
        seconds.forEach((table, wanted) -> alter(
                session,
                table,
                found -> found.getInt("default_time_to_live") != wanted,
                "default_time_to_live = " + wanted));
        days.ifPresent(wanted -> windowed.forEach(table -> alter(
                session,
                table,
                found -> !TableWindow.of(compaction(found)).equals(OptionalInt.of(wanted)),
                "compaction = " + TableWindow.compaction(wanted))));
    }

    /** A table of a name of its own, which an operator makes, may be missing. */
    private void alter(CqlSession session, String table, Predicate<Row> differs, String option) {
        Row found = session.execute(
                        "SELECT default_time_to_live, compaction FROM system_schema.tables"
                                + " WHERE keyspace_name = ? AND table_name = ?",
                        keyspace,
                        table)
                .one();
        if (found != null && differs.test(found)) {
            session.execute("ALTER TABLE " + new CassandraTables(session, keyspace).named(table) + " WITH " + option);
        }
    }

    private static Map<String, String> compaction(Row table) {
        Map<String, String> options = table.getMap("compaction", String.class, String.class);
        return options == null ? Map.of() : options;
    }
}

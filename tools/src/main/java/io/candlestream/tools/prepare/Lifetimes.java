package io.candlestream.tools.prepare;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.tools.access.StoredStream;
import io.candlestream.tools.access.TableLifetime;
import java.util.Map;
import java.util.TreeMap;

/**
 * For how long the tables keep what is stored from now on; what is there keeps its end.
 *
 * @param seconds by table, 0 for ever
 */
record Lifetimes(String keyspace, Map<String, Long> seconds) {
    static Lifetimes of(Settings settings) {
        Map<String, Long> seconds = new TreeMap<>();
        for (StoredStream stream : StoredStream.values()) {
            TableLifetime.seconds(settings, stream)
                    .ifPresent(keep -> seconds.put(settings.text("cassandra." + stream.key("table")), keep));
        }
        return new Lifetimes(settings.text("cassandra.keyspace"), seconds);
    }

    /** A table of a name of its own, which an operator makes, may be missing. */
    void apply(CqlSession session) {
        seconds.forEach((table, wanted) -> {
            Row found = session.execute(
                            "SELECT default_time_to_live FROM system_schema.tables WHERE keyspace_name = ? AND table_name = ?",
                            keyspace,
                            table)
                    .one();
            if (found != null && found.getInt("default_time_to_live") != wanted) {
                session.execute("ALTER TABLE "
                        + CqlIdentifier.fromInternal(keyspace).asCql(true) + "."
                        + CqlIdentifier.fromInternal(table).asCql(true) + " WITH default_time_to_live = " + wanted);
            }
        });
    }
}

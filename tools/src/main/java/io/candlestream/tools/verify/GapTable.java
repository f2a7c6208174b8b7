package io.candlestream.tools.verify;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.candlestream.schema.Interval;
import java.time.Instant;
import java.util.Objects;

/** The table in which the consumer notes gaps, where there is one. */
final class GapTable {
    private final CqlSession session;
    private final CqlIdentifier keyspace;
    private final CqlIdentifier table;
    private final Interval interval;

    GapTable(CqlSession session, String keyspace, String table, Interval interval) {
        this.session = session;
        this.keyspace = CqlIdentifier.fromInternal(keyspace);
        this.table = CqlIdentifier.fromInternal(table);
        this.interval = interval;
    }

    /** Whether the table notes every slot of {@code hole} as confirmed empty. */
    boolean confirms(String symbol, ExchangeGaps.Hole hole) {
        if (!exists()) {
            return false;
        }
        String query = "SELECT from_time, to_time, state FROM " + keyspace.asCql(true) + "." + table.asCql(true)
                + " WHERE symbol = ? AND interval = ? AND from_time < ? ORDER BY from_time ASC";
        Instant to = Instant.ofEpochMilli(hole.to());
        long covered = hole.from();
        for (Row row : session.execute(SimpleStatement.newInstance(query, symbol, interval.code(), to))) {
            if ("empty".equals(row.getString("state")) && milli(row, "from_time") <= covered) {
                covered = Math.max(covered, milli(row, "to_time"));
            }
        }
        return covered >= hole.to();
    }

    private boolean exists() {
        return session.getMetadata()
                .getKeyspace(keyspace)
                .flatMap(found -> found.getTable(table))
                .isPresent();
    }

    private static long milli(Row row, String column) {
        return Objects.requireNonNull(row.getInstant(column)).toEpochMilli();
    }
}

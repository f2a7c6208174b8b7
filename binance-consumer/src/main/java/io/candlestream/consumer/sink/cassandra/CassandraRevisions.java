package io.candlestream.consumer.sink.cassandra;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.candlestream.consumer.stream.RevisionSearch;
import io.candlestream.consumer.stream.Revisions;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.runtime.settings.FatalException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Leaves the revisions that rows make which get into a table of Cassandra by another way than the sink. For any threads, over a session of
 * which the caller takes care.
 */
public final class CassandraRevisions<R extends Row, V extends Row> {
    private static final Duration DEADLINE = Duration.ofMinutes(1);
    private static final int BATCH_ROWS = 32;
    private static final int IN_FLIGHT = 16;

    private final CqlSession session;
    private final RowLayout<R> of;
    private final Revisions<R, V> type;
    private final TableSettings tables;

    private CassandraRevisions(CqlSession session, String keyspace, RowLayout<R> of, Revisions<R, V> type) {
        this.session = session;
        this.of = of;
        this.type = type;
        this.tables = new TableSettings(
                keyspace, "", DefaultConsistencyLevel.LOCAL_QUORUM.name(), BATCH_ROWS, IN_FLIGHT, DEADLINE);
    }

    /**
     * Those of a table.
     *
     * @param of the layout of its rows
     * @return empty where there is no table of revisions, and none is required
     * @throws FatalException when it is of the wrong shape, or missing and required
     */
    public static <R extends Row, V extends Row> Optional<CassandraRevisions<R, V>> of(
            CqlSession session, String keyspace, RowLayout<R> of, Revisions<R, V> type) {
        CassandraRevisions<R, V> made = new CassandraRevisions<>(session, keyspace, of, type);
        TableSettings table = made.tables.of(type.layout());
        Optional<TableShape> found = session.getMetadata()
                .getKeyspace(CqlIdentifier.fromInternal(keyspace))
                .flatMap(there -> there.getTable(CqlIdentifier.fromInternal(table.table())))
                .map(TableShape::of);
        if (found.isEmpty() && type.required()) {
            throw new FatalException(
                    "Cannot write to " + table.name() + ": the table is missing (apply cassandra/revisions.cql)");
        }
        found.ifPresent(new TableCheck(table, type.layout())::check);
        return found.map(shape -> made);
    }

    /**
     * What writes those that the rows make, of one partition key, which are about to be stored: to be run once it is certain that they will
     * be, and before they are.
     *
     * @param first the clustering key of the first of them, a time in epoch milliseconds, {@code last} that of the last
     * @param rows in the order of the clustering key; asked for only when something stands there
     */
    public Optional<Noting> found(String partition, long first, long last, Supplier<List<R>> rows)
            throws InterruptedException {
        if (isEmpty(partition, first, last)) {
            return Optional.empty();
        }
        // Neither is closed: that would close the session.
        CassandraRanges stored = new CassandraRanges(() -> session, tables.of(of), of, type.columns(), () -> {});
        List<List<V>> changes = new RevisionSearch<>(type).changes(List.of(rows.get()), stored);
        return changes.isEmpty() ? Optional.empty() : Optional.of(() -> write(changes));
    }

    private void write(List<List<V>> changes) throws InterruptedException {
        new CassandraWriter<>(
                        () -> session,
                        tables.of(type.layout()),
                        Column.of(type.layout().fields()),
                        () -> {})
                .write(changes);
    }

    /** Writes revisions. */
    @FunctionalInterface
    public interface Noting {
        /** Returns when they are stored. */
        void run() throws InterruptedException;
    }

    private boolean isEmpty(String partition, long first, long last) {
        String key = TableSettings.quoted(of.clusteringKey());
        String query = "SELECT " + key + " FROM " + tables.of(of).cqlName() + " WHERE "
                + TableSettings.quoted(of.partitionKey().get(0)) + " = ? AND " + key + " >= ? AND " + key
                + " <= ? LIMIT 1";
        return session.execute(SimpleStatement.newInstance(
                                        query, partition, Instant.ofEpochMilli(first), Instant.ofEpochMilli(last))
                                .setConsistencyLevel(DefaultConsistencyLevel.LOCAL_QUORUM))
                        .one()
                == null;
    }
}

package io.candlestream.sink.postgres;

import io.candlestream.consumer.stream.RevisionSearch;
import io.candlestream.consumer.stream.Revisions;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.consumer.stream.StoredRanges;
import io.candlestream.runtime.postgres.PostgresAddress;
import io.candlestream.runtime.retry.UnavailableException;
import io.candlestream.runtime.settings.FatalException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The revisions that a {@link PostgresLoad} makes: a part of the transaction that stores its rows. */
record LoadRevisions<R extends Row, V extends Row>(
        PostgresAddress address, TableName table, RowLayout<R> of, Revisions<R, V> type, Upsert<V> upsert) {
    private static final Duration DEADLINE = Duration.ofMinutes(1);

    /**
     * Those of {@code table}.
     *
     * @return empty where there is no table of revisions, and none is required
     * @throws FatalException when it is of the wrong shape
     */
    static <R extends Row, V extends Row> Optional<LoadRevisions<R, ?>> of(
            Connection connection, PostgresAddress address, TableName table, RowLayout<R> of, Revisions<R, V> type)
            throws SQLException, UnavailableException {
        TableName own = TableName.of(table.schema(), type.layout());
        if (!type.required() && !PostgresTableCheck.isThere(connection, own)) {
            return Optional.empty();
        }
        new PostgresTableCheck(own, type.layout()).check(connection);
        return Optional.of(new LoadRevisions<>(address, table, of, type, new Upsert<>(own, type.layout())));
    }

    /** Makes what must not be made within a transaction. */
    void prepare(PostgresSession session) throws SQLException {
        session.prepare(upsert);
    }

    /**
     * Notes what {@code rows} change that were committed before.
     *
     * @param rows of one partition key, in order
     */
    void leave(PostgresSession session, Upsert<R> into, List<R> rows) throws SQLException {
        if (!session.isStored(into, rows)) {
            return;
        }
        try (StoredRanges stored = new PostgresRanges(() -> address, table, of, type.columns(), DEADLINE, () -> {})) {
            List<V> changes = new RevisionSearch<>(type)
                    .changes(List.of(rows), stored).stream()
                            .flatMap(List::stream)
                            .toList();
            if (!changes.isEmpty()) {
                session.put(upsert, changes);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FatalException("Interrupted while it loaded", e);
        }
    }
}

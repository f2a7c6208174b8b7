package io.candlestream.sink.postgres;

import io.candlestream.consumer.sink.QueryBatch;
import io.candlestream.consumer.sink.SinkWriter;
import io.candlestream.consumer.stream.Row;
import io.candlestream.runtime.errors.PostgresErrors;
import io.candlestream.runtime.postgres.PostgresAddress;
import io.candlestream.runtime.retry.Backoff;
import io.candlestream.runtime.retry.Retry;
import io.candlestream.runtime.retry.UnavailableException;
import io.candlestream.runtime.settings.FatalException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a task's rows to their table, each time all of them in one transaction, again after each failure that passes. */
final class PostgresWriter<R extends Row> implements SinkWriter<R> {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresWriter.class);

    private final PostgresSessions sessions;
    private final Upsert<R> upsert;
    private final Optional<QueryBatch> batch;
    private final Retry retry;
    private final Runnable retried;

    /**
     * @param address gives the server and the login that the executor has
     * @param batch what this task belongs to, empty outside of a query
     * @param deadline how long one write may fail
     * @param retried is run each time that a write failed and waits for another attempt
     */
    PostgresWriter(
            Supplier<PostgresAddress> address,
            Upsert<R> upsert,
            Optional<QueryBatch> batch,
            Duration deadline,
            Runnable retried) {
        this.sessions = new PostgresSessions(address);
        this.upsert = upsert;
        this.batch = batch;
        this.retry = new Retry(deadline, Backoff.ofStores());
        this.retried = retried;
    }

    /** The rows are staged as they come: the statement that inserts them puts them in order. */
    @Override
    public void write(Collection<List<R>> groups) throws InterruptedException {
        List<List<R>> filled = groups.stream().filter(group -> !group.isEmpty()).toList();
        if (filled.isEmpty()) {
            return;
        }
        List<R> rows = filled.stream().flatMap(List::stream).toList();
        Optional<BatchIdentity> identity = batch.map(id -> BatchIdentity.of(id, filled));
        retry.interruptibly("write to PostgreSQL table " + upsert.table(), () -> attempt(identity, rows));
    }

    private boolean attempt(Optional<BatchIdentity> identity, List<R> rows) throws UnavailableException {
        try {
            boolean written = sessions.run(session -> session.write(upsert, identity, rows));
            if (!written) {
                LOG.info(
                        "{} has the {} rows of batch {} already",
                        upsert.table(),
                        rows.size(),
                        batch.map(QueryBatch::id).orElse(-1L));
            }
            return written;
        } catch (SQLException e) {
            if (PostgresErrors.isTransient(e)) {
                retried.run();
                throw new UnavailableException(PostgresErrors.describe(e), e);
            }
            throw new FatalException(
                    "Cannot write to PostgreSQL table " + upsert.table() + ": " + PostgresErrors.describe(e)
                            + wayOut(e),
                    e);
        }
    }

    private String wayOut(SQLException failure) {
        return PostgresErrors.isMissing(failure) ? " (" + upsert.table().files() + ")" : "";
    }

    /** PostgresSessions stay open for the next task. */
    @Override
    public void close() {}
}

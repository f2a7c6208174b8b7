package io.candlestream.consumer.sink.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import io.candlestream.consumer.sink.SinkWriter;
import io.candlestream.consumer.stream.Row;
import io.candlestream.runtime.retry.Backoff;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Writes a task's rows to the table, over the session that the connector keeps for its executor: unlogged batches of rows
 * of one asset, a bounded number of them in flight, failed ones again until the deadline.
 */
final class CassandraWriter<R extends Row> implements SinkWriter<R> {
    private static final int ROWS_OF_A_SMALL_REQUEST = 64;

    private final Supplier<CqlSession> sessions;
    private final TableSettings table;
    private final List<Column<R>> columns;
    private final BoundedSender<List<R>> sender;
    private Optional<CqlSession> session = Optional.empty();
    private Optional<Insert<R>> insert = Optional.empty();

    /**
     * @param sessions gives the session that the executor keeps
     * @param retried is run each time that requests failed and wait for another attempt
     */
    CassandraWriter(Supplier<CqlSession> sessions, TableSettings table, List<Column<R>> columns, Runnable retried) {
        this.sessions = sessions;
        this.table = table;
        this.columns = columns;
        this.sender = new BoundedSender<>(
                table.name(),
                new InFlight<>(table.inFlight(), rows -> 1 + (rows.size() - 1) / ROWS_OF_A_SMALL_REQUEST),
                table.writeDeadline(),
                Backoff.ofStores(),
                System::nanoTime,
                time -> {
                    retried.run();
                    Thread.sleep(time.toMillis());
                });
    }

    @Override
    public void write(Collection<List<R>> groups) throws InterruptedException {
        sender.send(requests(groups, table.batchRows()), this::send);
    }

    @Override
    public int requestRows() {
        return table.batchRows();
    }

    /** The groups cut into pieces of at most {@code most} rows. */
    static <R> List<List<R>> requests(Collection<List<R>> groups, int most) {
        List<List<R>> requests = new ArrayList<>();
        for (List<R> group : groups) {
            for (int start = 0; start < group.size(); start += most) {
                requests.add(group.subList(start, Math.min(start + most, group.size())));
            }
        }
        return requests;
    }

    /** The connection is made by the first request, so that a node that is away is waited for like any other failure. */
    private CompletionStage<?> send(List<R> rows) {
        if (session.isEmpty()) {
            session = Optional.of(sessions.get());
        }
        if (insert.isEmpty()) {
            insert = Optional.of(Insert.prepare(session.get(), table, columns));
        }
        return insert.get().execute(rows);
    }

    /** Gives the session back to the connector, which keeps it open for the next task. */
    @Override
    public void close() {
        session.ifPresent(CqlSession::close);
    }
}

package io.candlestream.consumer.sink.cassandra;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.consumer.stream.Decimal;
import io.candlestream.consumer.stream.Field;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.consumer.stream.StoredRanges;
import io.candlestream.runtime.errors.CassandraErrors;
import io.candlestream.runtime.retry.Backoff;
import io.candlestream.runtime.retry.Retry;
import io.candlestream.runtime.retry.UnavailableException;
import io.candlestream.runtime.settings.FatalException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads slices of partitions, a page at a time; a page that fails is asked for again until the deadline of the writes. */
final class CassandraRanges implements StoredRanges {
    private static final String VERSION = "written";
    private static final Logger LOG = LoggerFactory.getLogger(CassandraRanges.class);

    private final Supplier<CqlSession> sessions;
    private final TableSettings table;
    private final RowLayout<?> layout;
    private final String select;
    private final String list;
    private final String key;
    private final boolean keyIsTime;
    private final Retry retry;
    private final Runnable retried;
    private final Map<Range, CompletionStage<AsyncResultSet>> announced = new HashMap<>();
    private Optional<CqlSession> session = Optional.empty();

    private record Range(String partition, long from, long to) {}

    /** @param retried is run each time that a page failed and waits for another attempt */
    CassandraRanges(
            Supplier<CqlSession> sessions,
            TableSettings table,
            RowLayout<?> layout,
            List<String> columns,
            Runnable retried) {
        this.sessions = sessions;
        this.table = table;
        this.layout = layout;
        this.key = layout.clusteringKey();
        this.keyIsTime = layout.fields().stream()
                .anyMatch(field -> field.name().equals(key) && field instanceof Field.OfTime<?>);
        this.select = cql(table, layout, columns);
        this.list =
                "SELECT DISTINCT " + TableSettings.quoted(layout.partitionKey().get(0)) + " FROM " + table.cqlName();
        this.retry = new Retry(table.writeDeadline(), Backoff.ofStores());
        this.retried = retried;
    }

    /** The version of a row is the write time of each of its cells. */
    static String cql(TableSettings table, RowLayout<?> layout, List<String> columns) {
        String always = columns.stream()
                .filter(column -> !layout.primaryKey().contains(column))
                .findFirst()
                .orElseThrow();
        String names = columns.stream().map(TableSettings::quoted).collect(Collectors.joining(", "));
        String key = TableSettings.quoted(layout.clusteringKey());
        String partition = layout.partitionKey().stream()
                .map(name -> TableSettings.quoted(name) + " = ? AND ")
                .collect(Collectors.joining());
        return "SELECT " + names + ", WRITETIME(" + TableSettings.quoted(always) + ") AS " + VERSION + " FROM "
                + table.cqlName() + " WHERE " + partition + key + " >= ? AND " + key + " <= ? ORDER BY " + key + " ASC";
    }

    @Override
    public void announce(String partition, long from, long to) {
        Range range = new Range(partition, from, to);
        try {
            announced.put(range, session().executeAsync(statement(range)));
        } catch (Exception e) { // the connector, being Scala, throws IOException undeclared
            LOG.debug("Cannot ask for {} ahead: to read it is tried again", range, e);
        }
    }

    /** Asks for a page; the first one has no state. */
    private interface Pages {
        CompletionStage<AsyncResultSet> ask(Optional<ByteBuffer> state) throws Exception;
    }

    @Override
    public void read(String partition, long from, long to, Visitor visitor) throws InterruptedException {
        Range range = new Range(partition, from, to);
        each(
                state -> {
                    CompletionStage<AsyncResultSet> asked = announced.remove(range);
                    return asked == null ? asked(statement(range), state) : asked;
                },
                row -> visitor.visit(new Stored(row, key)));
    }

    @Override
    public List<String> partitions() throws InterruptedException {
        List<String> partitions = new ArrayList<>();
        each(
                state -> asked(settled(session().prepare(list).bind()), state),
                row -> partitions.add(Objects.requireNonNull(row.getString(0))));
        return partitions;
    }

    private interface RowVisitor {
        void visit(Row row) throws InterruptedException;
    }

    private void each(Pages pages, RowVisitor visitor) throws InterruptedException {
        Optional<ByteBuffer> next = Optional.empty();
        do {
            AsyncResultSet rows = page(pages, next);
            for (Row row : rows.currentPage()) {
                visitor.visit(row);
            }
            next = Optional.ofNullable(rows.getExecutionInfo().getPagingState());
        } while (next.isPresent());
    }

    private CompletionStage<AsyncResultSet> asked(BoundStatement statement, Optional<ByteBuffer> state) {
        return session().executeAsync(state.isPresent() ? statement.setPagingState(state.get()) : statement);
    }

    private AsyncResultSet page(Pages pages, Optional<ByteBuffer> state) throws InterruptedException {
        return retry.interruptibly("read " + table.name(), () -> attempt(pages, state));
    }

    private AsyncResultSet attempt(Pages pages, Optional<ByteBuffer> state)
            throws UnavailableException, InterruptedException {
        try {
            return pages.ask(state).toCompletableFuture().get();
        } catch (InterruptedException | FatalException e) {
            throw e;
        } catch (ExecutionException e) {
            throw unread(e.getCause());
        } catch (Exception e) { // as above
            throw unread(e);
        }
    }

    /** A session of before that has lost its node says so by an IllegalStateException. */
    private UnavailableException unread(Throwable failure) {
        if (!(failure instanceof IllegalStateException) && !CassandraErrors.isTransient(failure)) {
            throw new FatalException("Cannot read " + table.name() + ": " + CassandraErrors.describe(failure), failure);
        }
        retried.run();
        return new UnavailableException(CassandraErrors.describe(failure), failure);
    }

    private CqlSession session() {
        if (session.isEmpty()) {
            session = Optional.of(sessions.get());
        }
        return session.get();
    }

    private BoundStatement statement(Range range) {
        List<Object> values = new ArrayList<>(layout.keyValues(range.partition()));
        values.add(key(range.from()));
        values.add(key(range.to()));
        return settled(session().prepare(select).bind(values.toArray()));
    }

    private BoundStatement settled(BoundStatement statement) {
        return statement.setConsistencyLevel(consistency()).setIdempotent(true);
    }

    /** As the rows were written; ANY, which is for writes alone, counts as ONE. */
    private ConsistencyLevel consistency() {
        ConsistencyLevel written = DefaultConsistencyLevel.valueOf(table.consistency());
        return written == DefaultConsistencyLevel.ANY ? DefaultConsistencyLevel.ONE : written;
    }

    private Object key(long value) {
        return keyIsTime ? Instant.ofEpochMilli(value) : Long.valueOf(value);
    }

    /** Gives the session back to the connector, which keeps it open for the next task. */
    @Override
    public void close() {
        session.ifPresent(CqlSession::close);
    }

    /** @param key the clustering key */
    record Stored(Row row, String key) implements VersionedRow {
        @Override
        public Optional<String> text(String column) {
            return Optional.ofNullable(row.getString(column));
        }

        @Override
        public Optional<Instant> time(String column) {
            return Optional.ofNullable(row.getInstant(column));
        }

        @Override
        public long clustering() {
            return row.getObject(key) instanceof Instant time ? time.toEpochMilli() : row.getLong(key);
        }

        @Override
        public long version() {
            return row.getLong(VERSION);
        }

        /** A double, or a float where the table is an old one. */
        @Override
        public OptionalDouble number(String column) {
            return row.getObject(column) instanceof Number number
                    ? OptionalDouble.of(number.doubleValue())
                    : OptionalDouble.empty();
        }

        /** A decimal, where the table has one. */
        @Override
        public Optional<Decimal> decimal(String column) {
            return row.getObject(column) instanceof BigDecimal number
                    ? Decimal.of(number)
                    : VersionedRow.super.decimal(column);
        }

        @Override
        public boolean flag(String column) {
            return !row.isNull(column) && row.getBoolean(column);
        }
    }
}

package io.candlestream.consumer.sink.cassandra;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.consumer.stream.Field;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.consumer.stream.StoredRanges;
import io.candlestream.runtime.errors.CassandraErrors;
import io.candlestream.runtime.retry.Backoff;
import io.candlestream.runtime.retry.Retry;
import io.candlestream.runtime.retry.UnavailableException;
import io.candlestream.runtime.settings.FatalException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads slices of partitions, a page at a time; a page that fails is asked for again until the deadline of the writes. */
final class CassandraRanges implements StoredRanges {
    private static final Duration FIRST_WAIT = Duration.ofMillis(250);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final String VERSION = "written";

    private final Supplier<CqlSession> sessions;
    private final TableSettings table;
    private final String select;
    private final String key;
    private final boolean keyIsTime;
    private final Retry retry;
    private final Runnable retried;
    private Optional<CqlSession> session = Optional.empty();

    /** @param retried is run each time that a page failed and waits for another attempt */
    CassandraRanges(
            Supplier<CqlSession> sessions,
            TableSettings table,
            RowLayout<?> layout,
            List<String> columns,
            Runnable retried) {
        this.sessions = sessions;
        this.table = table;
        this.key = layout.clusteringKey();
        this.keyIsTime = layout.fields().stream()
                .anyMatch(field -> field.name().equals(key) && field instanceof Field.OfTime<?>);
        this.select = cql(table, layout, columns);
        this.retry = new Retry(table.writeDeadline(), Backoff.between(FIRST_WAIT, LONGEST_WAIT));
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
        return "SELECT " + names + ", WRITETIME(" + TableSettings.quoted(always) + ") AS " + VERSION + " FROM "
                + table.cqlName() + " WHERE "
                + TableSettings.quoted(layout.partitionKey().get(0)) + " = ? AND " + key + " >= ? AND " + key
                + " <= ? ORDER BY " + key + " ASC";
    }

    @Override
    public void read(String partition, long from, long to, Visitor visitor) throws InterruptedException {
        Optional<ByteBuffer> page = Optional.empty();
        do {
            ResultSet rows = page(partition, from, to, page);
            int here = rows.getAvailableWithoutFetching();
            Optional<ByteBuffer> next =
                    Optional.ofNullable(rows.getExecutionInfo().getPagingState());
            for (int i = 0; i < here; i++) {
                visitor.visit(new Stored(Objects.requireNonNull(rows.one()), key, keyIsTime));
            }
            page = next;
        } while (page.isPresent());
    }

    private ResultSet page(String partition, long from, long to, Optional<ByteBuffer> page)
            throws InterruptedException {
        try {
            return retry.until("read " + table.name(), () -> attempt(partition, from, to, page));
        } catch (FatalException e) {
            if (e.getCause() instanceof InterruptedException interrupt) {
                throw interrupt;
            }
            throw e;
        }
    }

    private ResultSet attempt(String partition, long from, long to, Optional<ByteBuffer> page)
            throws UnavailableException {
        try {
            if (session.isEmpty()) {
                session = Optional.of(sessions.get());
            }
            BoundStatement statement = session.get()
                    .prepare(select)
                    .bind(partition, key(from), key(to))
                    .setConsistencyLevel(consistency())
                    .setIdempotent(true);
            return session.get().execute(page.isPresent() ? statement.setPagingState(page.get()) : statement);
        } catch (DriverException | IllegalStateException e) {
            if (e instanceof DriverException && !CassandraErrors.isTransient(e)) {
                throw new FatalException("Cannot read " + table.name() + ": " + CassandraErrors.describe(e), e);
            }
            retried.run();
            throw new UnavailableException(CassandraErrors.describe(e), e);
        }
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

    private record Stored(Row row, String key, boolean keyIsTime) implements VersionedRow {
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
            return keyIsTime ? Objects.requireNonNull(row.getInstant(key)).toEpochMilli() : row.getLong(key);
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

        @Override
        public boolean flag(String column) {
            return !row.isNull(column) && row.getBoolean(column);
        }
    }
}

package io.candlestream.sink.postgres;

import io.candlestream.consumer.stream.Decimal;
import io.candlestream.consumer.stream.Field;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.consumer.stream.StoredRanges;
import io.candlestream.runtime.errors.PostgresErrors;
import io.candlestream.runtime.postgres.PostgresAddress;
import io.candlestream.runtime.retry.Backoff;
import io.candlestream.runtime.retry.Retry;
import io.candlestream.runtime.retry.UnavailableException;
import io.candlestream.runtime.settings.FatalException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads ranges of one partition key, a page at a time; a page that fails is asked for again until the deadline of the writes. */
final class PostgresRanges implements StoredRanges {
    private static final int PAGE_ROWS = 5000;

    private final Supplier<PostgresAddress> address;
    private final TableName table;
    private final RowLayout<?> layout;
    private final String key;
    private final boolean keyIsTime;
    private final List<String> columns;
    private final String select;
    private final String list;
    private final Retry retry;
    private final Runnable retried;
    private Optional<Connection> connection = Optional.empty();

    /**
     * @param address gives the server and the login that the executor has
     * @param deadline how long one page may fail
     * @param retried is run each time that a page failed and waits for another attempt
     */
    PostgresRanges(
            Supplier<PostgresAddress> address,
            TableName table,
            RowLayout<?> layout,
            List<String> columns,
            Duration deadline,
            Runnable retried) {
        this.address = address;
        this.table = table;
        this.layout = layout;
        this.key = layout.clusteringKey();
        this.keyIsTime = layout.fields().stream()
                .anyMatch(field -> field.name().equals(key) && field instanceof Field.OfTime<?>);
        this.columns = List.copyOf(columns);
        String partition = layout.partitionKey().stream()
                .map(name -> TableName.quoted(name) + " = ? AND ")
                .collect(Collectors.joining());
        String by = TableName.quoted(key);
        this.select = "SELECT " + TableName.quoted(columns) + ", " + Upsert.VERSION + " FROM " + table.sql() + " WHERE "
                + partition + by + " >= ? AND " + by + " <= ? ORDER BY " + by + " LIMIT " + PAGE_ROWS;
        this.list = list(table, TableName.quoted(layout.partitionKey().get(0)));
        this.retry = new Retry(deadline, Backoff.ofStores());
        this.retried = retried;
    }

    /** From key to key by the index: one row of each is read, however many there are. */
    private static String list(TableName table, String key) {
        String next = "SELECT min(" + key + ") AS one FROM " + table.sql();
        return "WITH RECURSIVE keys AS (" + next + " UNION ALL SELECT (" + next + " WHERE " + key
                + " > one) FROM keys WHERE one IS NOT NULL) SELECT one FROM keys WHERE one IS NOT NULL";
    }

    private interface Query<T> {
        T on(Connection open) throws SQLException;
    }

    @Override
    public void read(String partition, long from, long to, Visitor visitor) throws InterruptedException {
        long next = from;
        List<Stored> page;
        do {
            long begin = next;
            page = asked(open -> rows(open, partition, begin, to));
            for (Stored row : page) {
                visitor.visit(row);
                next = row.clustering() + 1;
            }
        } while (page.size() == PAGE_ROWS);
    }

    @Override
    public List<String> partitions() throws InterruptedException {
        return asked(open -> {
            try (Statement statement = open.createStatement();
                    ResultSet rows = statement.executeQuery(list)) {
                List<String> partitions = new ArrayList<>();
                while (rows.next()) {
                    partitions.add(rows.getString(1));
                }
                return partitions;
            }
        });
    }

    private <T> T asked(Query<T> query) throws InterruptedException {
        return retry.interruptibly("read PostgreSQL table " + table, () -> attempt(query));
    }

    private <T> T attempt(Query<T> query) throws UnavailableException {
        try {
            if (connection.isEmpty()) {
                connection = Optional.of(address.get().connect());
            }
            return query.on(connection.get());
        } catch (SQLException e) {
            close();
            if (PostgresErrors.isTransient(e)) {
                retried.run();
                throw new UnavailableException(PostgresErrors.describe(e), e);
            }
            throw new FatalException("Cannot read PostgreSQL table " + table + ": " + PostgresErrors.describe(e), e);
        }
    }

    private List<Stored> rows(Connection open, String partition, long from, long to) throws SQLException {
        try (PreparedStatement statement = open.prepareStatement(select)) {
            int place = 1;
            for (Object value : layout.keyValues(partition)) {
                statement.setObject(place++, value instanceof Instant time ? Timestamp.from(time) : value);
            }
            statement.setObject(place++, key(from));
            statement.setObject(place, key(to));
            try (ResultSet rows = statement.executeQuery()) {
                List<Stored> page = new ArrayList<>();
                Map<String, Integer> places = new HashMap<>();
                IntStream.range(0, columns.size()).forEach(i -> places.put(columns.get(i), i));
                while (rows.next()) {
                    List<Optional<Object>> values = new ArrayList<>(columns.size());
                    for (int i = 1; i <= columns.size(); i++) {
                        values.add(Optional.ofNullable(rows.getObject(i)));
                    }
                    page.add(new Stored(places, values, key, keyIsTime, rows.getLong(Upsert.VERSION)));
                }
                return page;
            }
        }
    }

    private Object key(long value) {
        return keyIsTime ? new Timestamp(value) : Long.valueOf(value);
    }

    @Override
    public void close() {
        connection.ifPresent(open -> {
            try {
                open.close();
            } catch (SQLException e) {
                // It is gone either way.
            }
        });
        connection = Optional.empty();
    }

    private record Stored(
            Map<String, Integer> places, List<Optional<Object>> values, String key, boolean keyIsTime, long version)
            implements VersionedRow {
        private Optional<Object> value(String column) {
            return values.get(Objects.requireNonNull(places.get(column)));
        }

        @Override
        public Optional<String> text(String column) {
            return value(column).map(String.class::cast);
        }

        @Override
        public Optional<Instant> time(String column) {
            return value(column).map(time -> ((Timestamp) time).toInstant());
        }

        @Override
        public long clustering() {
            return value(key)
                    .map(found -> keyIsTime ? ((Timestamp) found).getTime() : ((Number) found).longValue())
                    .orElseThrow();
        }

        @Override
        public OptionalDouble number(String column) {
            return value(column)
                    .map(number -> OptionalDouble.of(((Number) number).doubleValue()))
                    .orElse(OptionalDouble.empty());
        }

        /** Where the shortest text of the double is another number. */
        @Override
        public Optional<Decimal> exact(String column) {
            return value(column)
                    .filter(BigDecimal.class::isInstance)
                    .map(BigDecimal.class::cast)
                    .filter(number -> BigDecimal.valueOf(number.doubleValue()).compareTo(number) != 0)
                    .flatMap(Decimal::of);
        }

        @Override
        public boolean flag(String column) {
            return value(column).filter(Boolean.TRUE::equals).isPresent();
        }
    }
}

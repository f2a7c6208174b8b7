package io.candlestream.tools.recompute;

import io.candlestream.runtime.errors.PostgresErrors;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.tools.access.PostgresTables;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table of metrics in PostgreSQL. */
final class PostgresMetrics implements MetricTable {
    /** Rows of a request. */
    private static final int ROWS = 500;

    private static final String VERSION = "version";

    private final PostgresTables store;
    private final String table;
    /** Which column says when a row's window begins. */
    private final int time;

    private final PreparedStatement insert;
    private final boolean parted;
    /** By the day of a row, whether the table keeps rows that are so old. */
    private final Map<Instant, Boolean> kept = new HashMap<>();

    private int waiting;
    private long written;

    /** @param table its name, without the schema */
    PostgresMetrics(PostgresTables store, String table, Columns columns) {
        this.store = store;
        this.table = table;
        this.time = columns.all().indexOf("timestamp");
        List<String> all =
                Stream.concat(columns.all().stream(), Stream.of(VERSION)).toList();
        String sets = all.stream()
                .filter(column -> !columns.key().contains(column))
                .map(column -> column + " = EXCLUDED." + column)
                .collect(Collectors.joining(", "));
        try {
            this.insert = connection()
                    .prepareStatement("INSERT INTO " + store.named(table) + " AS stored (" + String.join(", ", all)
                            + ") VALUES (" + columns.marks(1)
                            + ") ON CONFLICT (" + String.join(", ", columns.key()) + ") DO UPDATE SET " + sets
                            + " WHERE EXCLUDED." + VERSION + " > stored." + VERSION);
            this.parted = isParted();
        } catch (SQLException e) {
            throw cannot(e);
        }
    }

    private Connection connection() {
        return store.connection();
    }

    private boolean isParted() throws SQLException {
        try (PreparedStatement asked =
                connection().prepareStatement("SELECT FROM pg_partitioned_table WHERE partrelid = to_regclass(?)")) {
            asked.setString(1, store.named(table));
            try (ResultSet rows = asked.executeQuery()) {
                return rows.next();
            }
        }
    }

    @Override
    public void write(Row row) {
        try {
            if (parted && !kept.computeIfAbsent(day((Instant) row.values().get(time)), this::madeRoom)) {
                return;
            }
            int column = 0;
            for (Object value : row.values()) {
                insert.setObject(++column, stored(value));
            }
            insert.setLong(++column, row.version());
            insert.addBatch();
            if (++waiting == ROWS) {
                flush();
            }
        } catch (SQLException e) {
            throw cannot(e);
        }
    }

    /** Of a double the shortest decimal that is it. */
    private static Object stored(Object value) {
        if (value instanceof Instant instant) {
            return moment(instant);
        }
        return value instanceof Double number ? MetricTable.shortest(BigDecimal.valueOf(number)) : value;
    }

    private static Instant day(Instant time) {
        return time.truncatedTo(ChronoUnit.DAYS);
    }

    /** Has the partition made that the rows of a day need; false where the table keeps none that are so old. */
    private boolean madeRoom(Instant day) {
        String function = store.named("make_partition");
        try (PreparedStatement make = connection().prepareStatement("SELECT kept FROM " + function + "(?, ?)")) {
            make.setString(1, table);
            make.setObject(2, moment(day));
            try (ResultSet rows = make.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        } catch (SQLException e) {
            throw cannot(e);
        }
    }

    private static OffsetDateTime moment(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    @Override
    public void flush() {
        try {
            insert.executeBatch();
            connection().commit();
            written += waiting;
            waiting = 0;
        } catch (SQLException e) {
            throw cannot(e);
        }
    }

    @Override
    public long written() {
        return written;
    }

    private FatalException cannot(SQLException e) {
        return new FatalException("Cannot write to " + store.named(table) + ": " + PostgresErrors.describe(e), e);
    }
}

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

/** Writes rows that are made of others into a table in PostgreSQL: of two computations of a row the one with the larger version stays. */
final class PostgresUpserts {
    /** Rows of a request. */
    private static final int ROWS = 500;

    private static final String VERSION = "version";

    private final PostgresTables store;
    private final String table;
    private final PreparedStatement insert;
    private final boolean parted;
    /** By the day of a row, whether the table keeps rows that are so old. */
    private final Map<Instant, Boolean> kept = new HashMap<>();

    private int waiting;
    private long written;

    /**
     * @param table its name, without the schema
     * @param key its columns
     * @param columns in the order of the values, the version last
     */
    PostgresUpserts(PostgresTables store, String table, List<String> key, List<String> columns) {
        this.store = store;
        this.table = table;
        String sets = columns.stream()
                .filter(column -> !key.contains(column))
                .map(column -> column + " = EXCLUDED." + column)
                .collect(Collectors.joining(", "));
        try {
            this.insert = connection()
                    .prepareStatement("INSERT INTO " + store.named(table) + " AS stored (" + String.join(", ", columns)
                            + ") VALUES (" + columns.stream().map(column -> "?").collect(Collectors.joining(", "))
                            + ") ON CONFLICT (" + String.join(", ", key) + ") DO UPDATE SET " + sets
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

    /**
     * Writes a row, by {@link #flush} at the latest, unless the table keeps none that are so old.
     *
     * @param time of its key, epoch milliseconds
     */
    void add(long time, List<Object> values) {
        try {
            if (parted && !kept.computeIfAbsent(day(time), this::madeRoom)) {
                return;
            }
            for (int i = 0; i < values.size(); i++) {
                insert.setObject(i + 1, values.get(i));
            }
            insert.addBatch();
            if (++waiting == ROWS) {
                flush();
            }
        } catch (SQLException e) {
            throw cannot(e);
        }
    }

    private static Instant day(long time) {
        return Instant.ofEpochMilli(time).truncatedTo(ChronoUnit.DAYS);
    }

    /** Has the partition made that the rows of a day need; false where the table keeps none that are so old. */
    private boolean madeRoom(Instant day) {
        String function = store.named("make_partition");
        try (PreparedStatement make = connection().prepareStatement("SELECT kept FROM " + function + "(?, ?)")) {
            make.setString(1, table);
            make.setObject(2, moment(day.toEpochMilli()));
            try (ResultSet rows = make.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        } catch (SQLException e) {
            throw cannot(e);
        }
    }

    /** A time of epoch milliseconds. */
    static OffsetDateTime moment(long time) {
        return Instant.ofEpochMilli(time).atOffset(ZoneOffset.UTC);
    }

    /** Of a double the shortest decimal that is it; null for NaN. */
    static BigDecimal real(double value) {
        return Double.isNaN(value) ? null : MetricTable.shortest(BigDecimal.valueOf(value));
    }

    /** Returns when all are stored. */
    void flush() {
        try {
            insert.executeBatch();
            connection().commit();
            written += waiting;
            waiting = 0;
        } catch (SQLException e) {
            throw cannot(e);
        }
    }

    /** How many were. */
    long written() {
        return written;
    }

    private FatalException cannot(SQLException e) {
        return new FatalException("Cannot write to " + store.named(table) + ": " + PostgresErrors.describe(e), e);
    }
}

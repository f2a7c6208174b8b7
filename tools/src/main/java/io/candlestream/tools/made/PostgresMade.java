package io.candlestream.tools.made;

import io.candlestream.runtime.errors.PostgresErrors;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.tools.access.PostgresTables;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A table of made rows in PostgreSQL: of two computations of a row the one with the larger version stays. */
public final class PostgresMade implements MadeTable {
    /** Rows of a request. */
    private static final int ROWS = 500;

    private static final String VERSION = "version";

    private final PostgresTables store;
    private final String table;
    private final PreparedStatement insert;
    private final boolean parted;
    /** Which column has the time of a row. */
    private final int time;
    /** By the day of a row, whether the table keeps rows that are so old. */
    private final Map<Instant, Boolean> kept = new HashMap<>();

    private int waiting;
    private long written;

    /**
     * @param store on a connection that nothing is read by: a commit would end the reading
     * @param table its name, without the schema
     */
    public PostgresMade(PostgresTables store, String table, Columns columns) {
        this.store = store;
        this.table = table;
        this.time = columns.all().indexOf("timestamp");
        String sets = columns.all().stream()
                .filter(column -> !columns.key().contains(column))
                .map(column -> column + " = EXCLUDED." + column + ", ")
                .collect(Collectors.joining());
        try {
            this.insert = connection()
                    .prepareStatement("INSERT INTO " + store.named(table) + " AS stored ("
                            + String.join(", ", columns.all()) + ", " + VERSION + ") VALUES (" + columns.marks(1)
                            + ") ON CONFLICT (" + String.join(", ", columns.key()) + ") DO UPDATE SET " + sets + VERSION
                            + " = EXCLUDED." + VERSION + " WHERE EXCLUDED." + VERSION + " > stored." + VERSION);
            this.parted = hasPartitions();
        } catch (SQLException e) {
            throw cannot(e);
        }
    }

    private Connection connection() {
        return store.connection();
    }

    private boolean hasPartitions() throws SQLException {
        try (PreparedStatement asked =
                connection().prepareStatement("SELECT FROM pg_partitioned_table WHERE partrelid = to_regclass(?)")) {
            asked.setString(1, store.named(table));
            try (ResultSet rows = asked.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Whether the table is cut into partitions. */
    public boolean isParted() {
        return parted;
    }

    /** Writes a row, by {@link #flush} at the latest, unless the table keeps none that are so old. */
    @Override
    public void write(Row row) {
        try {
            Instant day = ((Instant) row.values().get(time)).truncatedTo(ChronoUnit.DAYS);
            if (parted && !kept.computeIfAbsent(day, this::madeRoom)) {
                return;
            }
            int place = 0;
            for (Object value : row.values()) {
                insert.setObject(++place, stored(value));
            }
            insert.setLong(++place, row.version());
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
        if (value instanceof Instant moment) {
            return moment.atOffset(ZoneOffset.UTC);
        }
        return value instanceof Double number ? MadeTable.shortest(BigDecimal.valueOf(number)) : value;
    }

    /** Has the partition made that the rows of a day need; false where the table keeps none that are so old. */
    private boolean madeRoom(Instant day) {
        String function = store.named("make_partition");
        try (PreparedStatement make = connection().prepareStatement("SELECT kept FROM " + function + "(?, ?)")) {
            make.setString(1, table);
            make.setObject(2, day.atOffset(ZoneOffset.UTC));
            try (ResultSet rows = make.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        } catch (SQLException e) {
            throw cannot(e);
        }
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

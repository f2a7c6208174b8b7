package io.candlestream.sink.postgres;

import io.candlestream.consumer.stream.Field;
import io.candlestream.consumer.stream.Field.OfTime;
import io.candlestream.consumer.stream.Row;
import io.candlestream.runtime.settings.FatalException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions of a table as one connection knows them. Makes those that rows need and nobody has made ahead: of the past, which is
 * repaired and loaded.
 */
final class TablePartitions {
    private static final Logger LOG = LoggerFactory.getLogger(TablePartitions.class);
    private static final String COLUMN = "SELECT a.attname FROM pg_partitioned_table p JOIN pg_attribute a"
            + " ON a.attrelid = p.partrelid AND a.attnum = p.partattrs[0] WHERE p.partrelid = to_regclass(?)";
    private static final double MILLIS = 1000.0;

    private final Connection connection;
    private final TableName table;
    /** The column by which the table is cut, empty when it is not. */
    private final Optional<String> column;
    /** By their beginning, in epoch milliseconds. */
    private final NavigableMap<Long, Range> known = new TreeMap<>();

    /**
     * A partition, in epoch milliseconds.
     *
     * @param kept whether the table keeps rows that are so old
     */
    private record Range(long from, long to, boolean kept) {
        boolean holds(long time) {
            return from <= time && time < to;
        }
    }

    private TablePartitions(Connection connection, TableName table, Optional<String> column) {
        this.connection = connection;
        this.table = table;
        this.column = column;
    }

    static TablePartitions of(Connection connection, TableName table) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(COLUMN)) {
            select.setString(1, table.sql());
            try (ResultSet rows = select.executeQuery()) {
                Optional<String> column = rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
                return new TablePartitions(connection, table, column);
            }
        }
    }

    /** The rows that are not older than the table keeps, once each has its partition. */
    <R extends Row> List<R> kept(Upsert<R> upsert, List<R> rows) throws SQLException {
        if (column.isEmpty()) {
            return rows;
        }
        ToLongFunction<R> time = time(upsert.fields(), column.get());
        List<R> kept = new ArrayList<>(rows.size());
        Range range = new Range(0, 0, false);
        for (R row : rows) {
            long at = time.applyAsLong(row);
            if (!range.holds(at)) {
                range = range(at);
            }
            if (range.kept()) {
                kept.add(row);
            }
        }
        if (kept.size() < rows.size()) {
            LOG.info("{} rows are older than {} keeps and are left out", rows.size() - kept.size(), table);
        }
        return kept;
    }

    /** Makes those that hold the time from {@code from} to {@code to}, epoch milliseconds, and commits. */
    void make(long from, long to) throws SQLException {
        if (column.isPresent()) {
            for (long at = from; at < to; ) {
                at = range(at).to();
            }
        }
    }

    private <R> ToLongFunction<R> time(List<Field<R>> fields, String name) {
        for (Field<R> field : fields) {
            if (field instanceof OfTime<R> time && time.name().equals(name)) {
                return time.value();
            }
        }
        throw new FatalException("Cannot write to " + table + ": it is cut into partitions by " + name
                + ", which is no time of its rows (make it by postgres/" + table.definition() + ".sql)");
    }

    private Range range(long time) throws SQLException {
        var before = known.floorEntry(time);
        if (before != null && before.getValue().holds(time)) {
            return before.getValue();
        }
        String call =
                "SELECT (extract(epoch FROM range_from) * 1000)::bigint, (extract(epoch FROM range_to) * 1000)::bigint,"
                        + " kept FROM " + table.sibling("make_partition") + "(?, to_timestamp(?))";
        try (PreparedStatement make = connection.prepareStatement(call)) {
            make.setString(1, table.table());
            make.setDouble(2, time / MILLIS);
            try (ResultSet rows = make.executeQuery()) {
                rows.next();
                Range made = new Range(rows.getLong(1), rows.getLong(2), rows.getBoolean(3));
                connection.commit();
                known.put(made.from(), made);
                return made;
            }
        }
    }
}

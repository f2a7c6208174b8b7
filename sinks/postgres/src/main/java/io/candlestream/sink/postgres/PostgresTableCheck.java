package io.candlestream.sink.postgres;

import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.runtime.retry.UnavailableException;
import io.candlestream.runtime.settings.FatalException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Compares the table with the columns to be written, before the first batch: says what is missing and what fixes it. */
record PostgresTableCheck(TableName table, RowLayout<?> layout) {
    private static final String COLUMNS = "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute"
            + " WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum";
    private static final String KEY = "SELECT a.attname FROM pg_index i CROSS JOIN LATERAL"
            + " unnest(i.indkey) WITH ORDINALITY AS k(number, place) JOIN pg_attribute a ON a.attrelid = i.indrelid"
            + " AND a.attnum = k.number WHERE i.indrelid = to_regclass(?) AND i.indisprimary ORDER BY k.place";
    private static final String RIGHTS = "SELECT has_table_privilege(to_regclass(?), 'SELECT'),"
            + " has_table_privilege(to_regclass(?), 'INSERT'), has_table_privilege(to_regclass(?), 'UPDATE'),"
            + " has_table_privilege(to_regclass(?), 'INSERT')";
    private static final String READ_ONLY = "SHOW transaction_read_only";

    /** Whether there is such a table, of whichever shape. */
    static boolean isThere(Connection connection, TableName table) throws SQLException {
        List<String> found = new ArrayList<>();
        query(connection, COLUMNS, row -> found.add(row.getString(1)), table.sql());
        return !found.isEmpty();
    }

    /**
     * Returns when rows can be written.
     *
     * @throws UnavailableException when there is no such table yet, or the server takes no writes for now
     * @throws FatalException when the table is not of the right shape, or may not be written
     */
    void check(Connection connection) throws SQLException, UnavailableException {
        Map<String, String> found = new LinkedHashMap<>();
        query(connection, COLUMNS, row -> found.put(row.getString(1), row.getString(2)), table.sql());
        if (found.isEmpty()) {
            throw new UnavailableException("the table is missing (" + table.files() + ")");
        }
        checkColumns(found);
        List<String> key = new ArrayList<>();
        query(connection, KEY, row -> key.add(row.getString(1)), table.sql());
        if (!key.equals(layout.primaryKey())) {
            throw refused("its primary key is (" + String.join(", ", key) + "), needed is ("
                    + String.join(", ", layout.primaryKey()) + ") (make a new table with " + file() + ")");
        }
        String batches = table.sibling("batches");
        query(connection, RIGHTS, this::checkRights, table.sql(), table.sql(), table.sql(), batches);
        List<String> readOnly = new ArrayList<>();
        query(connection, READ_ONLY, row -> readOnly.add(row.getString(1)));
        if (readOnly.contains("on")) {
            throw new UnavailableException(
                    "the server takes no writes: it is a standby, or read-only (name the primary)");
        }
    }

    private void checkColumns(Map<String, String> found) {
        List<? extends CopyColumn<?>> columns = columns(layout);
        List<? extends CopyColumn<?>> missing = columns.stream()
                .filter(column -> !found.containsKey(column.name()))
                .toList();
        if (!missing.isEmpty()) {
            throw refused((missing.size() == 1 ? "a column is" : "columns are") + " missing (ALTER TABLE " + table.sql()
                    + missing.stream()
                            .map(column -> " ADD " + TableName.quoted(column.name()) + " " + column.type())
                            .collect(Collectors.joining(","))
                    + ", or see " + file() + ")");
        }
        columns.stream()
                .filter(column -> !column.type().equals(found.get(column.name())))
                .findFirst()
                .ifPresent(column -> {
                    throw refused("column " + column.name() + " is " + found.get(column.name()) + ", needed is "
                            + column.type() + " (make a new table with " + file() + ")");
                });
    }

    private <R extends Row> List<CopyColumn<R>> columns(RowLayout<R> of) {
        return new Upsert<>(table, of).columns();
    }

    private void checkRights(ResultSet row) throws SQLException {
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            if (!row.getBoolean(i)) {
                throw refused("the login may not read and write it (apply postgres/roles.sql again)");
            }
        }
    }

    private interface Taker {
        void take(ResultSet row) throws SQLException;
    }

    private static void query(Connection connection, String sql, Taker taker, String... values) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                select.setString(i + 1, values[i]);
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    taker.take(rows);
                }
            }
        }
    }

    private String file() {
        return "postgres/" + table.definition() + ".sql";
    }

    private FatalException refused(String why) {
        return new FatalException("Cannot write to PostgreSQL table " + table + ": " + why);
    }
}

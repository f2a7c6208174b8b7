package io.candlestream.sink.postgres;

import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.consumer.stream.SinkReader;
import io.candlestream.runtime.errors.PostgresErrors;
import io.candlestream.runtime.settings.FatalException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the newest rows of each partition key of a table, one after the other. */
record PostgresReader(Connection connection, TableName table, RowLayout<?> layout) implements SinkReader {
    private static final int FEW = 10;

    private record Stored(ResultSet row) implements StoredRow {
        @Override
        public Optional<String> text(String column) {
            return value(() -> row.getString(column));
        }

        @Override
        public Optional<Instant> time(String column) {
            return value(() -> row.getTimestamp(column)).map(Timestamp::toInstant);
        }
    }

    private interface Read<T> {
        T value() throws SQLException;
    }

    private static <T> Optional<T> value(Read<T> read) {
        try {
            return Optional.ofNullable(read.value());
        } catch (SQLException e) {
            throw new FatalException("Cannot read from PostgreSQL: " + PostgresErrors.describe(e), e);
        }
    }

    @Override
    public <T> List<T> newest(List<String> columns, Function<StoredRow, Optional<T>> choose) {
        try {
            connection.setAutoCommit(false); // only then rows come in portions
            List<T> chosen = new ArrayList<>();
            for (List<Object> key : keys()) {
                newest(columns, key, choose).ifPresent(chosen::add);
            }
            return chosen;
        } catch (SQLException e) {
            throw new FatalException("Cannot read PostgreSQL table " + table + ": " + PostgresErrors.describe(e), e);
        }
    }

    private List<List<Object>> keys() throws SQLException {
        List<List<Object>> keys = new ArrayList<>();
        String select = "SELECT DISTINCT " + TableName.quoted(layout.partitionKey()) + " FROM " + table.sql();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(select)) {
            while (rows.next()) {
                List<Object> key = new ArrayList<>();
                for (int i = 1; i <= layout.partitionKey().size(); i++) {
                    key.add(rows.getObject(i));
                }
                keys.add(key);
            }
        }
        return keys;
    }

    private <T> Optional<T> newest(List<String> columns, List<Object> key, Function<StoredRow, Optional<T>> choose)
            throws SQLException {
        String conditions = layout.partitionKey().stream()
                .map(column -> TableName.quoted(column) + " = ?")
                .collect(Collectors.joining(" AND "));
        String select = "SELECT " + TableName.quoted(columns) + " FROM " + table.sql() + " WHERE " + conditions
                + " ORDER BY " + TableName.quoted(layout.clusteringKey()) + " DESC";
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setFetchSize(FEW);
            for (int i = 0; i < key.size(); i++) {
                statement.setObject(i + 1, key.get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Optional<T> chosen = choose.apply(new Stored(rows));
                    if (chosen.isPresent()) {
                        return chosen;
                    }
                }
                return Optional.empty();
            }
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new FatalException("Cannot leave PostgreSQL: " + PostgresErrors.describe(e), e);
        }
    }
}

package io.candlestream.sandbox;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The Parquet files of a lake as DuckDB reads them, which knows neither Iceberg nor any code of ours. */
record ParquetLake(Path folder) {
    /** The rows of a table's files, each as one text of these columns; times in epoch milliseconds, numbers without the zeros at their end. */
    List<String> lines(String table, String columns) {
        return rows(folder.resolve("assets").resolve(table) + "/data/**/*.parquet", columns);
    }

    /** The same of any files. */
    static List<String> rows(String files, String columns) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            ResultSet rows = statement.executeQuery("SELECT " + columns + " FROM read_parquet('" + files
                    + "', union_by_name = true, hive_partitioning = false)");
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                List<Object> values = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    values.add(rows.getObject(i));
                }
                lines.add(values.stream().map(ParquetLake::text).collect(Collectors.joining(" ")));
            }
            return lines;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    long rows(String table) {
        return Long.parseLong(lines(table, "count(*)").get(0));
    }

    private static String text(Object value) {
        if (value instanceof BigDecimal number) {
            return number.stripTrailingZeros().toPlainString();
        }
        return value instanceof OffsetDateTime time
                ? String.valueOf(time.toInstant().toEpochMilli())
                : String.valueOf(value);
    }
}

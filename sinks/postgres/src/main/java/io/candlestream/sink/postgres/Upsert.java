package io.candlestream.sink.postgres;

import io.candlestream.consumer.stream.Field;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the rows of one stream get into their table: the statements of a transaction, and the columns with their encoders.
 *
 * @param columns those of the layout, then the version
 */
record Upsert<R extends Row>(
        TableName table, List<CopyColumn<R>> columns, List<Field<R>> fields, List<String> primaryKey) {
    static final String VERSION = "version";

    Upsert(TableName table, RowLayout<R> layout) {
        this(
                table,
                Stream.concat(
                                layout.fields().stream().map(CopyColumn::of),
                                Stream.of(new CopyColumn<R>(VERSION, "bigint", (row, out) -> out.int8(row.version()))))
                        .toList(),
                layout.fields(),
                layout.primaryKey());
    }

    private String names() {
        return TableName.quoted(columns.stream().map(CopyColumn::name).toList());
    }

    /** Once a connection. */
    String makeStage() {
        return "CREATE TEMPORARY TABLE IF NOT EXISTS " + table.stage() + " (LIKE " + table.sql()
                + ") ON COMMIT DELETE ROWS";
    }

    String copy() {
        return copyTo(table.stage());
    }

    /** Without a look at what is stored: a row that is there already ends it. */
    String copyAtOnce() {
        return copyTo(table.sql());
    }

    private String copyTo(String target) {
        return "COPY " + target + " (" + names() + ") FROM STDIN (FORMAT binary)";
    }

    /** Whether the table has a row between two, of a key that is a name and a time: name, and both times in epoch milliseconds. */
    String isStored() {
        return "SELECT EXISTS (SELECT FROM " + table.sql() + " WHERE " + TableName.quoted(primaryKey.get(0))
                + " = ? AND " + TableName.quoted(primaryKey.get(1))
                + " BETWEEN to_timestamp(? / 1000.0) AND to_timestamp(? / 1000.0))";
    }

    /** Where several inserts are made in one transaction. */
    String emptyStage() {
        return "TRUNCATE " + table.stage();
    }

    /** The first statement of a transaction: another attempt of the same task waits here until this one has ended. */
    String identity() {
        return "INSERT INTO " + table.sibling("batches")
                + " (query, batch, table_name, rows_hash) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING";
    }

    /** In the order of the key, so that two transactions with the same rows lock them in the same order. */
    String insert() {
        String key = TableName.quoted(primaryKey);
        String values = columns.stream()
                .map(CopyColumn::name)
                .filter(name -> !primaryKey.contains(name))
                .map(TableName::quoted)
                .map(name -> name + " = EXCLUDED." + name)
                .collect(Collectors.joining(", "));
        return "INSERT INTO " + table.sql() + " AS stored (" + names() + ") SELECT " + names() + " FROM "
                + table.stage() + " ORDER BY " + key + " ON CONFLICT (" + key + ") DO UPDATE SET " + values
                + " WHERE EXCLUDED." + VERSION + " > stored." + VERSION;
    }
}

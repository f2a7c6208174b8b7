package io.candlestream.consumer.sink.cassandra;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.ColumnDefinitions;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.candlestream.consumer.stream.Row;
import io.candlestream.runtime.settings.FatalException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The prepared {@code INSERT … USING TIMESTAMP ?} of one table: turns rows of one partition into one request. */
record Insert<R extends Row>(
        CqlSession session, PreparedStatement statement, List<Column<R>> columns, ConsistencyLevel consistency) {

    /** Cassandra keeps the cells of a row by their column's name: given in that order they need no sorting there. */
    static <R extends Row> Insert<R> prepare(CqlSession session, TableSettings table, List<Column<R>> declared) {
        List<Column<R>> columns =
                declared.stream().sorted(Comparator.comparing(Column::name)).toList();
        PreparedStatement statement = session.prepare(cql(table, columns));
        ColumnDefinitions variables = statement.getVariableDefinitions();
        List<Column<R>> stored = IntStream.range(0, columns.size())
                .mapToObj(i -> columns.get(i)
                        .storedAs(variables.get(i).getType())
                        .orElseThrow(
                                () -> new FatalException("Cannot write to " + table.name() + ": the type of column "
                                        + columns.get(i).name() + " has changed (start again to see the difference)")))
                .toList();
        return new Insert<>(session, statement, stored, DefaultConsistencyLevel.valueOf(table.consistency()));
    }

    static <R> String cql(TableSettings table, List<Column<R>> columns) {
        String names = columns.stream()
                .map(column -> TableSettings.quoted(column.name()))
                .collect(Collectors.joining(", "));
        String marks = String.join(", ", Collections.nCopies(columns.size(), "?"));
        return "INSERT INTO " + table.cqlName() + " (" + names + ") VALUES (" + marks + ") USING TIMESTAMP ?";
    }

    /** Sends {@code rows}, all of one partition, each with its own write time: repeating it changes nothing. */
    CompletionStage<AsyncResultSet> execute(List<R> rows) {
        if (rows.size() == 1) {
            return session.executeAsync(bound(rows.get(0)));
        }
        List<BatchableStatement<?>> all = new ArrayList<>(rows.size());
        rows.forEach(row -> all.add(bound(row)));
        return session.executeAsync(BatchStatement.newInstance(BatchType.UNLOGGED, all)
                .setConsistencyLevel(consistency)
                .setIdempotent(true));
    }

    private BoundStatement bound(R row) {
        BoundStatementBuilder builder = statement.boundStatementBuilder();
        int i = 0;
        for (Column<R> column : columns) {
            ByteBuffer value = column.encoder().apply(row);
            if (value.hasRemaining()) { // what stays unset leaves the cell as it is, without a tombstone
                builder = builder.setBytesUnsafe(i, value);
            } else if (row.clearsAbsent()) {
                builder = builder.setToNull(i);
            }
            i++;
        }
        return builder.setLong(i, row.version())
                .setConsistencyLevel(consistency)
                .setIdempotence(true)
                .build();
    }
}

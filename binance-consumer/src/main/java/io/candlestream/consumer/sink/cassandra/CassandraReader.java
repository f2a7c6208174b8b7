package io.candlestream.consumer.sink.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.consumer.stream.SinkReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Reads the newest rows of a table's partitions, one after the other. */
record CassandraReader(CqlSession session, TableSettings table, RowLayout<?> layout) implements SinkReader {
    private static final int FEW = 10;

    @Override
    public <T> List<T> newest(List<String> columns, Function<StoredRow, Optional<T>> choose) {
        List<T> chosen = new ArrayList<>();
        String partitions =
                "SELECT " + names(layout.partitionKey()) + " FROM " + table.cqlName() + " PER PARTITION LIMIT 1";
        for (Row partition : session.execute(partitions)) {
            StreamSupport.stream(rows(columns, partition).spliterator(), false)
                    .flatMap(row -> choose.apply(new CassandraRanges.Stored(row, layout.clusteringKey())).stream())
                    .findFirst()
                    .ifPresent(chosen::add);
        }
        return chosen;
    }

    private ResultSet rows(List<String> columns, Row partition) {
        String conditions = layout.partitionKey().stream()
                .map(column -> TableSettings.quoted(column) + " = ?")
                .collect(Collectors.joining(" AND "));
        String select = "SELECT " + names(columns) + " FROM " + table.cqlName() + " WHERE " + conditions + " ORDER BY "
                + TableSettings.quoted(layout.clusteringKey()) + " DESC";
        Object[] key = layout.partitionKey().stream().map(partition::getObject).toArray();
        return session.execute(SimpleStatement.newInstance(select, key).setPageSize(FEW));
    }

    private static String names(List<String> columns) {
        return columns.stream().map(TableSettings::quoted).collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        session.close();
    }
}

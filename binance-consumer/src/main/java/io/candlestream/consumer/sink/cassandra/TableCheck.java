package io.candlestream.consumer.sink.cassandra;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.runtime.retry.UnavailableException;
import io.candlestream.runtime.settings.FatalException;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares the table with the columns to be written, before the first batch: says what is missing and what fixes it. */
record TableCheck(TableSettings table, RowLayout<?> layout, List<? extends Column<?>> columns) {
    private static final Logger LOG = LoggerFactory.getLogger(TableCheck.class);

    TableCheck(TableSettings table, RowLayout<?> layout) {
        this(table, layout, Column.of(layout.fields()));
    }

    /**
     * Returns when rows can be written.
     *
     * @throws UnavailableException when there is no such keyspace or table: the one that makes it may start later than we
     * @throws FatalException when the table is not of the right shape
     */
    void check(CqlSession session) throws UnavailableException {
        KeyspaceMetadata keyspace = session.getMetadata()
                .getKeyspace(CqlIdentifier.fromInternal(table.keyspace()))
                .orElseThrow(() -> new UnavailableException(
                        "the keyspace is missing (apply cassandra/keyspace.cql, then " + cqlFile() + ")"));
        TableMetadata found = keyspace.getTable(CqlIdentifier.fromInternal(table.table()))
                .orElseThrow(() -> new UnavailableException("the table is missing (apply " + cqlFile() + ")"));
        check(TableShape.of(found));
    }

    void check(TableShape found) {
        List<? extends Column<?>> missing = columns.stream()
                .filter(column -> !found.columns().containsKey(column.name()))
                .toList();
        if (!missing.isEmpty()) {
            throw refused(missing(missing));
        }
        if (!found.primaryKey().equals(layout.primaryKey())) {
            throw refused("its primary key is (" + String.join(", ", found.primaryKey()) + "), needed is ("
                    + String.join(", ", layout.primaryKey()) + ") (make a new table with " + cqlFile() + ")");
        }
        columns.forEach(column -> checkType(column, found.columns().get(column.name())));
        warnOfFloats(found);
    }

    private void checkType(Column<?> column, DataType found) {
        if (column.storedAs(found).isEmpty()) {
            throw refused("column " + column.name() + " is " + found.asCql(false, false) + ", needed is "
                    + column.type().asCql(false, false) + " (make a new table with " + cqlFile() + ")");
        }
    }

    private void warnOfFloats(TableShape found) {
        String floats = columns.stream()
                .map(Column::name)
                .filter(name -> found.columns().get(name).equals(DataTypes.FLOAT))
                .collect(Collectors.joining(", "));
        if (!floats.isEmpty()) {
            LOG.warn(
                    "Columns of {} are float and lose digits; {} makes them double: {}",
                    table.name(),
                    cqlFile(),
                    floats);
        }
    }

    private String missing(List<? extends Column<?>> absent) {
        String names = absent.stream().map(Column::name).collect(Collectors.joining(", "));
        String definitions = absent.stream()
                .map(column -> column.name() + " " + column.type().asCql(false, false))
                .collect(Collectors.joining(", "));
        boolean one = absent.size() == 1;
        return (one ? "column " + names + " is" : "columns " + names + " are") + " missing (ALTER TABLE " + table.name()
                + " ADD " + (one ? definitions : "(" + definitions + ")") + ", or see " + cqlFile() + ")";
    }

    private String cqlFile() {
        return "cassandra/" + layout.definition() + ".cql";
    }

    private FatalException refused(String why) {
        return new FatalException("Cannot write to " + table.name() + ": " + why);
    }
}

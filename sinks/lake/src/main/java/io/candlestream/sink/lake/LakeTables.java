package io.candlestream.sink.lake;

import io.candlestream.runtime.settings.FatalException;
import java.util.Map;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** Makes the tables of a stream and their views where they are missing, and adds the columns that they miss. On the driver. */
record LakeTables(JdbcCatalog catalog, Namespace namespace) {
    private static final Map<String, String> PROPERTIES = Map.of(
            TableProperties.FORMAT_VERSION, "2",
            TableProperties.PARQUET_COMPRESSION, "zstd",
            // A task has one in memory for each file that it writes.
            TableProperties.PARQUET_ROW_GROUP_SIZE_BYTES, "16777216",
            // Most columns of a task have too many values for a dictionary, and to try for long is what costs.
            TableProperties.PARQUET_DICT_SIZE_BYTES, "65536",
            // Else each commit leaves a file behind that nobody reads.
            TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED, "true",
            TableProperties.METADATA_PREVIOUS_VERSIONS_MAX, "20",
            TableProperties.COMMIT_NUM_RETRIES, "20");

    /** @throws FatalException when a table is there that cannot hold such rows */
    Table prepared(String name, LakeLayout<?> layout) {
        TableIdentifier id = TableIdentifier.of(namespace, name);
        Table table = catalog.tableExists(id) ? catalog.loadTable(id) : made(id, layout);
        complete(table, layout);
        if (name.equals(layout.table())) {
            new NewestView(catalog, namespace, name).prepare(table.schema(), layout.key());
        }
        return table;
    }

    private Table made(TableIdentifier id, LakeLayout<?> layout) {
        try {
            if (!catalog.namespaceExists(namespace)) {
                catalog.createNamespace(namespace);
            }
            Schema schema = layout.schema();
            // The partitions of merged files first: those of the last one are what is written by.
            PartitionSpec merged = layout.merged(schema);
            // Both at once: another query must not see the table with the first ones alone.
            Transaction creation = catalog.buildTable(id, schema)
                    .withPartitionSpec(merged)
                    .withSortOrder(layout.order(schema))
                    .withProperties(PROPERTIES)
                    .createTransaction();
            var days = creation.updateSpec().addField(Expressions.day(layout.time()));
            merged.fields().forEach(field -> days.removeField(field.name()));
            days.commit();
            creation.commitTransaction();
            return catalog.loadTable(id);
        } catch (AlreadyExistsException e) { // another query was first
            return catalog.loadTable(id);
        }
    }

    private static void complete(Table table, LakeLayout<?> layout) {
        UpdateSchema update = table.updateSchema();
        boolean missing = false;
        for (Types.NestedField needed : layout.schema().columns()) {
            Types.NestedField found = table.schema().findField(needed.name());
            if (found == null) {
                update.addColumn(needed.name(), needed.type());
                missing = true;
            } else {
                requireType(table, found, needed.type());
            }
        }
        if (missing) {
            update.commit();
        }
    }

    private static void requireType(Table table, Types.NestedField found, Type needed) {
        if (!found.type().equals(needed)) {
            throw new FatalException("Cannot write to table " + table.name() + ": column " + found.name() + " is "
                    + found.type() + ", needed is " + needed
                    + " (give the stream another table, or the sink another namespace)");
        }
    }
}

package io.candlestream.consumer.sink.cassandra;

import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.DataType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@link TableCheck} has to know of a table.
 *
 * @param primaryKey the partition key's columns, then the clustering columns
 */
record TableShape(List<String> primaryKey, Map<String, DataType> columns) {
    static TableShape of(TableMetadata table) {
        Map<String, DataType> columns = new LinkedHashMap<>();
        table.getColumns().values().forEach(column -> columns.put(name(column), column.getType()));
        return new TableShape(
                table.getPrimaryKey().stream().map(TableShape::name).toList(), columns);
    }

    private static String name(ColumnMetadata column) {
        return column.getName().asInternal();
    }
}

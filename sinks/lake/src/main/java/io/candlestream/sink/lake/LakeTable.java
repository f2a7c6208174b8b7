package io.candlestream.sink.lake;

import java.io.Serializable;
import java.util.Map;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;

/** What a task has to know of a table to write files for it; without the catalog and its login. */
record LakeTable(String name, String location, Schema schema, PartitionSpec spec, Map<String, String> properties)
        implements Serializable {
    private static final long serialVersionUID = 1;

    static LakeTable of(String name, Table table) {
        return new LakeTable(name, table.location(), table.schema(), table.spec(), Map.copyOf(table.properties()));
    }
}

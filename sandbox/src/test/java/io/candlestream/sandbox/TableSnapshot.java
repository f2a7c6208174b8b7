package io.candlestream.sandbox;

import com.datastax.oss.driver.api.core.cql.ColumnDefinition;
import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.sandbox.proof.CandleTable;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A table at one moment.
 *
 * @param rows asset and open time to the row's values as text, all but {@code consumed_at}
 * @param newestConsumption when the youngest row was written
 */
record TableSnapshot(Map<String, String> rows, Instant newestConsumption) {
    static TableSnapshot of(CandleTable table) {
        Map<String, String> rows = new HashMap<>();
        Instant newest = Instant.MIN;
        for (Row row : table.rows()) {
            Map<String, Object> values = new TreeMap<>();
            for (ColumnDefinition column : row.getColumnDefinitions()) {
                String name = column.getName().asInternal();
                values.put(name, String.valueOf(row.getObject(name)));
            }
            values.remove("consumed_at");
            rows.put(row.getString("asset_name") + " " + row.getInstant("timestamp"), values.toString());
            Instant consumed = Objects.requireNonNull(row.getInstant("consumed_at"));
            newest = consumed.isAfter(newest) ? consumed : newest;
        }
        return new TableSnapshot(rows, newest);
    }
}

package io.candlestream.tools.recompute;

import io.candlestream.tools.access.PostgresTables;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A table of metrics in PostgreSQL. */
final class PostgresMetrics implements MetricTable {
    private final PostgresUpserts rows;
    /** Which column says when a row's window begins. */
    private final int time;

    /** @param table its name, without the schema */
    PostgresMetrics(PostgresTables store, String table, Columns columns) {
        this.rows = new PostgresUpserts(
                store,
                table,
                columns.key(),
                Stream.concat(columns.all().stream(), Stream.of("version")).toList());
        this.time = columns.all().indexOf("timestamp");
    }

    @Override
    public void write(Row row) {
        List<Object> values = new ArrayList<>();
        row.values().forEach(value -> values.add(stored(value)));
        values.add(row.version());
        rows.add(((Instant) row.values().get(time)).toEpochMilli(), values);
    }

    /** Of a double the shortest decimal that is it. */
    private static Object stored(Object value) {
        if (value instanceof Instant instant) {
            return PostgresUpserts.moment(instant.toEpochMilli());
        }
        return value instanceof Double number ? MetricTable.shortest(BigDecimal.valueOf(number)) : value;
    }

    @Override
    public void flush() {
        rows.flush();
    }

    @Override
    public long written() {
        return rows.written();
    }
}

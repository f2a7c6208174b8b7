package io.candlestream.sink.postgres;

import io.candlestream.consumer.stream.RowLayout;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * The table of a stream.
 *
 * @param definition the name of its file in {@code postgres/}
 */
record TableName(String schema, String table, String definition) {
    static TableName of(String schema, RowLayout<?> layout) {
        return new TableName(schema, layout.table(), layout.definition());
    }

    String sql() {
        return sibling(table);
    }

    /** Another name of the same schema in SQL. */
    String sibling(String name) {
        return quoted(schema) + "." + quoted(name);
    }

    /** The temporary table in which its rows are gathered, in SQL. */
    String stage() {
        return quoted("stage_" + table);
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String quoted(Collection<String> names) {
        return names.stream().map(TableName::quoted).collect(Collectors.joining(", "));
    }

    String files() {
        return "apply postgres/schema.sql, then postgres/" + definition + ".sql and postgres/roles.sql";
    }

    /** In messages. */
    @Override
    public String toString() {
        return schema + "." + table;
    }
}

package io.candlestream.tools.doctor.table;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import io.candlestream.tools.access.TableWindow;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What matters of a table, be it one of a server or one in a file of {@code cassandra/}.
 *
 * @param columns their types, as CQL writes them
 * @param partition the columns of the partition key
 * @param clustering the clustering columns with their order, such as {@code timestamp DESC}
 * @param lifetime in seconds, after which a row vanishes; 0 where rows stay
 * @param compaction its class, without the package; empty where a file leaves it to the server
 * @param window of write time that shares a file, in days, as a server has it
 */
record TableSchema(
        Map<String, String> columns,
        List<String> partition,
        List<String> clustering,
        long lifetime,
        Optional<String> compaction,
        OptionalInt window) {
    private static final Pattern COLUMN = Pattern.compile("(?m)^ +(\\w+) (\\w+),$");
    private static final Pattern KEY = Pattern.compile("PRIMARY KEY \\((\\w+|\\([^)]*\\))");
    private static final Pattern ORDER = Pattern.compile("CLUSTERING ORDER BY \\(([^)]*)\\)");
    private static final Pattern LIFETIME = Pattern.compile("default_time_to_live = (\\d{1,10})");
    private static final Pattern COMPACTION = Pattern.compile("'class': '(\\w+)'");

    /** The table that {@code cql} makes. */
    static TableSchema parse(String cql) {
        Map<String, String> columns = new LinkedHashMap<>();
        COLUMN.matcher(cql)
                .results()
                .forEach(column -> columns.put(column.group(1), column.group(2).toLowerCase(Locale.ROOT)));
        return new TableSchema(
                columns,
                group(KEY, cql).map(TableSchema::names).orElse(List.of()),
                group(ORDER, cql).map(TableSchema::names).orElse(List.of()),
                group(LIFETIME, cql).map(Long::parseLong).orElse(0L),
                group(COMPACTION, cql),
                OptionalInt.empty());
    }

    private static Optional<String> group(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static List<String> names(String list) {
        return Arrays.stream(list.replaceAll("[()]", "").split(","))
                .map(String::strip)
                .toList();
    }

    /** The table that a server has. */
    static TableSchema of(TableMetadata table) {
        Map<String, String> columns = new LinkedHashMap<>();
        table.getColumns()
                .values()
                .forEach(column -> columns.put(name(column), column.getType().asCql(false, false)));
        return new TableSchema(
                columns,
                table.getPartitionKey().stream().map(TableSchema::name).toList(),
                table.getClusteringColumns().entrySet().stream()
                        .map(column -> name(column.getKey()) + " " + column.getValue())
                        .toList(),
                table.getOptions().get(CqlIdentifier.fromInternal("default_time_to_live")) instanceof Number seconds
                        ? seconds.longValue()
                        : 0,
                compaction(table)
                        .map(options -> String.valueOf(options.get("class")))
                        .map(name -> name.substring(name.lastIndexOf('.') + 1)),
                compaction(table).map(TableWindow::of).orElse(OptionalInt.empty()));
    }

    private static Optional<Map<?, ?>> compaction(TableMetadata table) {
        return table.getOptions().get(CqlIdentifier.fromInternal("compaction")) instanceof Map<?, ?> options
                ? Optional.of(options)
                : Optional.empty();
    }

    boolean is(String column, String type) {
        return type.equals(columns.get(column));
    }

    /** The names of the columns of which this is true, by name and type. */
    List<String> columnsIf(BiPredicate<String, String> test) {
        return columns.entrySet().stream()
                .filter(column -> test.test(column.getKey(), column.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The partition key, then the clustering columns without their order. */
    List<List<String>> keyColumns() {
        return List.of(
                partition,
                clustering.stream().map(column -> column.split(" ", 2)[0]).toList());
    }

    String keyText() {
        return "((" + String.join(", ", partition) + "), " + String.join(", ", clustering) + ")";
    }

    private static String name(ColumnMetadata column) {
        return column.getName().asInternal();
    }
}

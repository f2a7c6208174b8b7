package io.candlestream.loader.sstable;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table as the live node describes it. Cassandra takes files of another order or of other types in silence and reads them wrong, so
 * two of these are compared before each import.
 *
 * @param columns by their names
 * @param compression the table's options of that name
 * @param timeToLive seconds after which its rows are forgotten; 0 for never
 * @param views how many views are made of it
 */
public record TableDefinition(
        String keyspace,
        String table,
        UUID id,
        Map<String, TableColumn> columns,
        Map<String, String> compression,
        double bloomFilterChance,
        int timeToLive,
        int views) {
    /** The contract's table of candles, as {@code cassandra/assets.cql} makes it. */
    private static final Map<String, TableColumn> CONTRACT = byName(Stream.concat(
            Stream.of(
                    new TableColumn("asset_name", "text", "partition_key", 0, "none"),
                    new TableColumn("timestamp", "timestamp", "clustering", 0, "desc")),
            Stream.of(("id uuid,open double,high double,low double,close double,volume double,quote_volume double,"
                                    + "trades int,is_closed boolean,close_time timestamp,collected_at timestamp,"
                                    + "consumed_at timestamp,symbol text,interval text,event_time timestamp,"
                                    + "first_trade_id bigint,last_trade_id bigint,taker_buy_volume double,"
                                    + "taker_buy_quote_volume double,source text")
                            .split(","))
                    .map(text -> text.split(" ", 2))
                    .map(text -> new TableColumn(text[0], text[1], "regular", -1, "none"))));

    public TableDefinition {
        compression = new TreeMap<>(compression);
    }

    /** Columns in any order. */
    public static Map<String, TableColumn> byName(Stream<TableColumn> columns) {
        return new TreeMap<>(columns.collect(Collectors.toMap(TableColumn::name, Function.identity())));
    }

    /** @throws IllegalStateException when candles cannot be loaded into it; its message is one line that says why */
    public void requireCandles() {
        columns.values().stream()
                .filter(column -> !CONTRACT.containsKey(column.name()))
                .findFirst()
                .ifPresent(more -> {
                    throw refused("it has a column more than the contract, " + more);
                });
        CONTRACT.values().forEach(wanted -> {
            TableColumn found = columns.get(wanted.name());
            if (found == null) {
                throw refused("it has no column " + wanted);
            }
            if (!found.equals(wanted)) {
                throw refused("its column " + found + " has to be " + wanted);
            }
        });
        if (timeToLive != 0) {
            throw refused("it forgets its rows after " + timeToLive + " s, and loaded ones would stay");
        }
        if (views > 0) {
            throw refused("a view is made of it, which would not learn of loaded rows");
        }
    }

    /** @throws IllegalStateException when {@code now} is another table, or the same one changed */
    public void requireUnchanged(TableDefinition now) {
        if (!id.equals(now.id)) {
            throw refused("it was made again since the files were written");
        }
        now.requireCandles();
        if (!equals(now)) {
            throw refused("its definition has changed since the files were written");
        }
    }

    private IllegalStateException refused(String why) {
        return new IllegalStateException("Cannot load into " + keyspace + "." + table + ": " + why
                + " (cassandra/assets.cql makes the right one; ./candlestream backfill loads into others)");
    }

    /** The statement that makes a table whose files are those of this one. */
    String statement() {
        String names = columns.values().stream()
                .map(column -> quoted(column.name()) + " " + column.type())
                .collect(Collectors.joining(", "));
        List<TableColumn> clustering = key("clustering");
        return "CREATE TABLE " + quoted(keyspace) + "." + quoted(table) + " (" + names + ", PRIMARY KEY (("
                + names(key("partition_key")) + "), " + names(clustering) + ")) WITH CLUSTERING ORDER BY ("
                + clustering.stream()
                        .map(column -> quoted(column.name()) + " " + column.order())
                        .collect(Collectors.joining(", "))
                + ") AND bloom_filter_fp_chance = " + bloomFilterChance + " AND compression = "
                + compression.entrySet().stream()
                        .map(entry -> "'" + entry.getKey() + "': '" + entry.getValue() + "'")
                        .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String names(List<TableColumn> columns) {
        return columns.stream().map(column -> quoted(column.name())).collect(Collectors.joining(", "));
    }

    private List<TableColumn> key(String kind) {
        return columns.values().stream()
                .filter(column -> column.kind().equals(kind))
                .sorted(Comparator.comparingInt(TableColumn::position))
                .toList();
    }

    /** The columns that are no part of the key, by name. */
    List<TableColumn> regular() {
        return key("regular");
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}

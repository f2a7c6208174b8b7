package io.candlestream.loader.sstable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Tables of candles, right and wrong ones. */
final class Tables {
    private Tables() {}

    /** The contract's, but for the order of time and the type of {@code open}. */
    static TableDefinition candles(String name, String order, String openType) {
        return of(name, columns(order, openType));
    }

    static TableDefinition without(String name, String column) {
        List<TableColumn> columns = columns("desc", "double");
        columns.removeIf(one -> one.name().equals(column));
        return of(name, columns);
    }

    static TableDefinition with(String name, String column) {
        List<TableColumn> columns = columns("desc", "double");
        columns.add(new TableColumn(column, "text", "regular", -1, "none"));
        return of(name, columns);
    }

    private static TableDefinition of(String name, List<TableColumn> columns) {
        return new TableDefinition(
                "tables",
                name,
                UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                TableDefinition.byName(columns.stream()),
                Map.of("class", "org.apache.cassandra.io.compress.LZ4Compressor", "chunk_length_in_kb", "16"),
                0.01,
                0,
                0);
    }

    private static List<TableColumn> columns(String order, String openType) {
        List<TableColumn> columns = new ArrayList<>();
        columns.add(new TableColumn("asset_name", "text", "partition_key", 0, "none"));
        columns.add(new TableColumn("timestamp", "timestamp", "clustering", 0, order));
        for (String text : List.of(
                "id uuid",
                "open " + openType,
                "high double",
                "low double",
                "close double",
                "volume double",
                "quote_volume double",
                "trades int",
                "is_closed boolean",
                "close_time timestamp",
                "collected_at timestamp",
                "consumed_at timestamp",
                "symbol text",
                "interval text",
                "event_time timestamp",
                "first_trade_id bigint",
                "last_trade_id bigint",
                "taker_buy_volume double",
                "taker_buy_quote_volume double",
                "source text")) {
            columns.add(new TableColumn(text.split(" ", 2)[0], text.split(" ", 2)[1], "regular", -1, "none"));
        }
        return columns;
    }
}

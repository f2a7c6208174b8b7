package io.candlestream.sandbox.postgres;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.ColumnDefinition;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.candlestream.tools.verify.TableComparison.Outcome;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Compares each row in another store with that of the same key in Cassandra, column by column, as each store tells it by itself. What is proved of one
 * is then proved of the other. When the consumer took a row up, each store may tell otherwise; where Cassandra has a double,
 * the other one has to have a number that it is nearest to. Of a lake, raw has the candles as they are and candles those that are closed.
 *
 * @param session stays the caller's to close
 * @param store what a person calls the other one
 */
public record SinkComparison(CqlSession session, String store, StoreRows rows) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PAGE_ROWS = 2000;
    private static final int MOST_EXAMPLES = 10;
    /** Before what is only as near as a double comes. */
    private static final String DOUBLE = "~";

    private static final List<String> OURS_ALONE = List.of("consumed_at", "version");
    private static final List<String> TICKER = List.of("symbol", "window_size", "day", "event_time");
    private static final List<String> CANDLE = List.of("asset_name", "timestamp");
    private static final Map<String, String> IN_CASSANDRA = Map.of("raw", "assets", "candles", "assets");
    private static final Map<String, List<String>> KEYS = Map.ofEntries(
            Map.entry("assets", CANDLE),
            Map.entry("raw", CANDLE),
            Map.entry("candles", CANDLE),
            Map.entry("trades", List.of("symbol", "hour", "trade_id")),
            Map.entry("agg_trades", List.of("symbol", "hour", "agg_trade_id")),
            Map.entry("ticker", TICKER),
            Map.entry("ticker_1h", TICKER),
            Map.entry("ticker_4h", TICKER),
            Map.entry("ticker_1d", TICKER),
            Map.entry("gaps", List.of("symbol", "interval", "from_time")));

    /** The rows of a store as texts, column by column; what is absent is left out. */
    @FunctionalInterface
    public interface StoreRows {
        /** Gives each row of {@code table} to {@code reader}. */
        void read(String table, Consumer<Map<String, String>> reader);
    }

    /** With PostgreSQL. */
    public static SinkComparison withPostgres(CqlSession session, PostgresLogin login) {
        return new SinkComparison(session, "PostgreSQL", (table, reader) -> inPostgres(login, table, reader));
    }

    /** What comes of comparing these tables: the first differences, then what a person and a script read. */
    public Outcome run(List<String> tables) {
        List<String> examples = new ArrayList<>();
        List<String> counts = new ArrayList<>();
        long differing = 0;
        for (String table : tables) {
            Map<String, Map<String, String>> left = inCassandra(table);
            counts.add(table + " " + left.size());
            LongAdder others = new LongAdder();
            rows.read(table, row -> {
                Map<String, String> twin = left.remove(key(table, row));
                if (twin == null || !isEqual(row, twin)) {
                    others.increment();
                    example(examples, table, row, twin == null ? "no such row" : twin.toString());
                }
            });
            left.values().forEach(row -> example(examples, table, "no such row", row));
            differing += left.size() + others.sum();
        }
        List<String> lines = new ArrayList<>(examples);
        lines.add(store + " and Cassandra: "
                + (differing == 0 ? "equal: " : "NOT equal: " + differing + " rows differ of ")
                + String.join("  ", counts));
        return new Outcome(differing == 0, lines);
    }

    private static boolean isEqual(Map<String, String> row, Map<String, String> twin) {
        return row.keySet().equals(twin.keySet())
                && row.entrySet().stream().allMatch(value -> isEqual(value.getValue(), twin.get(value.getKey())));
    }

    private static boolean isEqual(String there, String inCassandra) {
        return inCassandra.startsWith(DOUBLE)
                ? text(Double.valueOf(there)).equals(inCassandra)
                : there.equals(inCassandra);
    }

    private void example(List<String> examples, String table, Object there, Object inCassandra) {
        if (examples.size() < MOST_EXAMPLES) {
            examples.add(table + ": " + store + " has " + there + ", Cassandra " + inCassandra);
        }
    }

    private static String key(String table, Map<String, String> row) {
        return KEYS.get(table).stream().map(row::get).collect(Collectors.joining(" "));
    }

    private Map<String, Map<String, String>> inCassandra(String table) {
        Map<String, Map<String, String>> found = new HashMap<>();
        SimpleStatement select = SimpleStatement.newInstance(
                        "SELECT * FROM assets." + IN_CASSANDRA.getOrDefault(table, table))
                .setTimeout(PATIENCE)
                .setPageSize(PAGE_ROWS);
        for (Row row : session.execute(select)) {
            Map<String, String> values = new TreeMap<>();
            for (ColumnDefinition column : row.getColumnDefinitions()) {
                put(values, column.getName().asInternal(), row.getObject(column.getName()));
            }
            if (!table.equals("candles") || "true".equals(values.get("is_closed"))) {
                found.put(key(table, values), values);
            }
        }
        return found;
    }

    private static void inPostgres(PostgresLogin login, String table, Consumer<Map<String, String>> reader) {
        try (Connection connection = login.connect()) {
            connection.setAutoCommit(false); // only then rows come in portions
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(PAGE_ROWS);
                try (ResultSet rows = statement.executeQuery("SELECT * FROM assets." + table)) {
                    while (rows.next()) {
                        reader.accept(values(rows));
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot read assets." + table + " in PostgreSQL: " + e.getMessage(), e);
        }
    }

    private static Map<String, String> values(ResultSet row) throws SQLException {
        Map<String, String> values = new TreeMap<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            boolean time = row.getMetaData().getColumnTypeName(i).equals("timestamptz");
            Object value =
                    time && row.getTimestamp(i) != null ? row.getTimestamp(i).toInstant() : row.getObject(i);
            put(values, row.getMetaData().getColumnName(i), value);
        }
        return values;
    }

    private static void put(Map<String, String> values, String column, Object value) {
        if (value != null && !OURS_ALONE.contains(column)) {
            values.put(column, text(value));
        }
    }

    /** One text for one value, whichever store has it. */
    private static String text(Object value) {
        if (value instanceof Double number) {
            return DOUBLE + text(new BigDecimal(number.toString()));
        } else if (value instanceof BigDecimal number) {
            return number.stripTrailingZeros().toPlainString();
        } else if (value instanceof Instant time) {
            return String.valueOf(time.toEpochMilli());
        }
        return Objects.toString(value);
    }
}

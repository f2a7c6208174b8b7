package io.candlestream.tools.access;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.candlestream.runtime.cassandra.CassandraAddress;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.runtime.settings.Spelling;
import io.candlestream.schema.CandleTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The table of the candles. Its key is the asset and the open time, newest first: heads and ends of partitions are cheap, and so
 * are slices in the order of time; only counting reads every row, and does so on the nodes.
 */
public final class AssetTable {
    private static final int PAGE_ROWS = 5000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ConsistencyLevel CONSISTENCY = DefaultConsistencyLevel.LOCAL_QUORUM;
    private static final int NAMED = 8;

    private final CqlSession session;
    private final String name;
    private final String gaps;
    private final boolean withGaps;

    /** What {@code work} makes of the tables that the settings name. */
    public static <T> T read(Settings settings, Function<AssetTable, T> work) {
        CassandraAddress address = CassandraAddress.of(settings);
        String candles = settings.text("cassandra.table");
        String gaps = settings.text("cassandra.gaps-table");
        try (CqlSession session = address.connect()) {
            return work.apply(new AssetTable(session, address.keyspace(), candles, gaps));
        } catch (DriverException e) {
            throw new FatalException("Cannot read the table: " + e.getMessage(), e);
        }
    }

    public AssetTable(CqlSession session, String keyspace, String candles, String gaps) {
        this.session = session;
        CqlIdentifier in = CqlIdentifier.fromInternal(keyspace);
        CqlIdentifier ofGaps = CqlIdentifier.fromInternal(gaps);
        this.name = in.asCql(true) + "." + CqlIdentifier.fromInternal(candles).asCql(true);
        this.gaps = in.asCql(true) + "." + ofGaps.asCql(true);
        this.withGaps = session.getMetadata()
                .getKeyspace(in)
                .flatMap(found -> found.getTable(ofGaps))
                .isPresent();
    }

    /** With its keyspace. */
    public String name() {
        return name;
    }

    /** Every asset, by name: the newest row of each partition is read, of a table that need not have all our columns. */
    public List<Asset> assets() {
        List<Asset> assets = new ArrayList<>();
        for (Row row : rows("SELECT * FROM " + name + " PER PARTITION LIMIT 1", PAGE_ROWS)) {
            assets.add(new Asset(text(row, "asset_name"), text(row, "symbol"), text(row, "interval")));
        }
        assets.sort(Comparator.comparing(Asset::name));
        return assets;
    }

    /**
     * Those that {@code names} call by name or symbol, in their order; all when there are no names.
     *
     * @throws SettingsException when the table has no such asset
     */
    public List<Asset> assets(List<String> names) {
        List<Asset> all = assets();
        return names.isEmpty()
                ? all
                : names.stream().map(one -> called(one, all)).distinct().toList();
    }

    private Asset called(String text, List<Asset> all) {
        return all.stream().filter(asset -> asset.isCalled(text)).findFirst().orElseThrow(() -> {
            List<String> names = all.stream().map(Asset::name).toList();
            String meant = Spelling.meant(text, names)
                    .or(() ->
                            Spelling.meant(text, all.stream().map(Asset::symbol).toList()))
                    .map(one -> "; did you mean " + one + "?")
                    .orElse("");
            String some = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
            String has = names.isEmpty() ? "it is empty" : names.size() > NAMED ? some + " ..." : some;
            return new SettingsException(
                    "There is no asset " + text + " in " + name + meant + " (it has: " + has + ")");
        });
    }

    /** From the first closed candle of {@code asset} to its last one; empty when it has none. */
    public Optional<Span> closed(Asset asset) {
        return edge(asset, "ASC").flatMap(first -> edge(asset, "DESC").map(last -> new Span(first, last)));
    }

    private Optional<Instant> edge(Asset asset, String order) {
        String query = "SELECT timestamp, is_closed FROM " + name + " WHERE asset_name = ? ORDER BY timestamp " + order;
        return StreamSupport.stream(rows(query, PAGE_ROWS / 50, asset.name()).spliterator(), false)
                .filter(row -> row.getBoolean("is_closed"))
                .map(AssetTable::openTime)
                .findFirst();
    }

    /** How many closed candles open from {@code from} on, before {@code to}; counted where they are. */
    public long count(Asset asset, Instant from, Instant to) {
        String query = "SELECT COUNT(*) FROM " + name
                + " WHERE asset_name = ? AND timestamp >= ? AND timestamp < ? AND is_closed = true ALLOW FILTERING";
        return session.execute(statement(query, PAGE_ROWS, asset.name(), from, to))
                .one()
                .getLong(0);
    }

    /** The candles that open from {@code first} to {@code last}, both included, oldest first, a page at a time. */
    public Iterable<Row> candles(Asset asset, List<String> columns, Instant first, Instant last) {
        String query = "SELECT " + String.join(", ", columns) + " FROM " + name
                + " WHERE asset_name = ? AND timestamp >= ? AND timestamp <= ? ORDER BY timestamp ASC";
        return rows(query, PAGE_ROWS, asset.name(), first, last);
    }

    /** When a row opens. */
    public static Instant openTime(Row row) {
        return Objects.requireNonNull(row.getInstant("timestamp"));
    }

    /** Whether a row opens long after it was collected; one that somebody else wrote, without that time, was collected by now. */
    public static boolean isFromTheFuture(Row row) {
        Instant collected = Optional.ofNullable(row.getInstant("collected_at")).orElseGet(Instant::now);
        return CandleTimes.isFromTheFuture(openTime(row).toEpochMilli(), collected.toEpochMilli());
    }

    /** The ranges that the exchange has confirmed as empty: from the first open time to the end, excluded; oldest first. */
    public List<Span> empty(String symbol, String interval) {
        if (!withGaps) {
            return List.of();
        }
        String query = "SELECT from_time, to_time, state FROM " + gaps
                + " WHERE symbol = ? AND interval = ? ORDER BY from_time ASC";
        Stream<Row> ranges =
                StreamSupport.stream(rows(query, PAGE_ROWS, symbol, interval).spliterator(), false);
        return ranges.filter(row -> "empty".equals(row.getString("state")))
                .map(row -> new Span(
                        Objects.requireNonNull(row.getInstant("from_time")),
                        Objects.requireNonNull(row.getInstant("to_time"))))
                .toList();
    }

    private Iterable<Row> rows(String query, int pageRows, Object... values) {
        return session.execute(statement(query, pageRows, values));
    }

    private static SimpleStatement statement(String query, int pageRows, Object... values) {
        return SimpleStatement.newInstance(query, values)
                .setPageSize(pageRows)
                .setConsistencyLevel(CONSISTENCY)
                .setTimeout(PATIENCE);
    }

    private static String text(Row row, String column) {
        boolean there = row.getColumnDefinitions().contains(column);
        return there ? Objects.requireNonNullElse(row.getString(column), "") : "";
    }

    /** Two moments, the first one first. */
    public record Span(Instant first, Instant last) {}
}

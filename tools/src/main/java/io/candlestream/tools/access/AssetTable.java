package io.candlestream.tools.access;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.runtime.settings.Spelling;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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

    public AssetTable(CqlSession session, Settings settings) {
        this.session = session;
        CqlIdentifier keyspace = CqlIdentifier.fromInternal(settings.text("cassandra.keyspace"));
        CqlIdentifier gapsTable = CqlIdentifier.fromInternal(settings.text("cassandra.gaps-table"));
        this.name = keyspace.asCql(true) + "."
                + CqlIdentifier.fromInternal(settings.text("cassandra.table")).asCql(true);
        this.gaps = keyspace.asCql(true) + "." + gapsTable.asCql(true);
        this.withGaps = session.getMetadata()
                .getKeyspace(keyspace)
                .flatMap(found -> found.getTable(gapsTable))
                .isPresent();
    }

    /** With its keyspace. */
    public String name() {
        return name;
    }

    /** Every asset, by name: one row of each partition is read. */
    public List<Asset> assets() {
        List<Asset> assets = new ArrayList<>();
        for (Row row : rows("SELECT asset_name, symbol, interval FROM " + name + " PER PARTITION LIMIT 1", PAGE_ROWS)) {
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
                .map(row -> Objects.requireNonNull(row.getInstant("timestamp")))
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

    /** The candles that open from {@code from} on, before {@code to}, oldest first, a page at a time. */
    public Iterator<Row> candles(Asset asset, List<String> columns, Instant from, Instant to) {
        String query = "SELECT " + String.join(", ", columns) + " FROM " + name
                + " WHERE asset_name = ? AND timestamp >= ? AND timestamp < ? ORDER BY timestamp ASC";
        return rows(query, PAGE_ROWS, asset.name(), from, to).iterator();
    }

    /** The ranges that the exchange has confirmed as empty: from the first open time to the end, excluded; oldest first. */
    public List<Span> empty(Asset asset) {
        if (!withGaps) {
            return List.of();
        }
        String query = "SELECT from_time, to_time, state FROM " + gaps
                + " WHERE symbol = ? AND interval = ? ORDER BY from_time ASC";
        Stream<Row> ranges = StreamSupport.stream(
                rows(query, PAGE_ROWS, asset.symbol(), asset.interval()).spliterator(), false);
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
        return Objects.requireNonNullElse(row.getString(column), "");
    }

    /** Two moments, the first one first. */
    public record Span(Instant first, Instant last) {}
}

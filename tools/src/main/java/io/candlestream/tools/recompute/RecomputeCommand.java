package io.candlestream.tools.recompute;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import io.candlestream.derive.features.Feature;
import io.candlestream.derive.features.FeatureWindow;
import io.candlestream.runtime.cassandra.CassandraAddress;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.schema.Interval;
import io.candlestream.schema.IntervalCodes;
import io.candlestream.schema.SlidingWindows;
import io.candlestream.tools.access.Asset;
import io.candlestream.tools.access.AssetTable;
import io.candlestream.tools.access.AssetTable.Span;
import io.candlestream.tools.access.CassandraTables;
import io.candlestream.tools.access.PostgresTables;
import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.access.StoredSink;
import io.candlestream.tools.access.StoredTables;
import io.candlestream.tools.access.ToolContext;
import io.candlestream.tools.trades.StoredTrades;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Makes what the consumer makes, of all that is there: features and correlations of the stored candles, metrics of the topic's updates and of the stored trades. */
@Command(
        name = "recompute",
        description = {
            "Make the features or the correlations of the stored candles, such as those that were",
            "stored before the consumer made features, the metrics of the topic's updates, such as",
            "late ones, or the metrics of the stored trades (trade_metrics).",
            "May run beside it: whichever knew more stays."
        })
public final class RecomputeCommand implements Callable<Integer> {
    private static final List<String> CANDLE = List.of(
            "timestamp",
            "high",
            "low",
            "close",
            "volume",
            "quote_volume",
            "taker_buy_volume",
            "is_closed",
            "close_time",
            "event_time");

    @ParentCommand
    private ToolContext tool;

    @Option(
            names = "--what",
            paramLabel = "WHAT",
            required = true,
            description = "features, correlations, metrics or trade_metrics")
    private DerivedTable what = DerivedTable.FEATURES;

    @Option(names = "--symbols", split = ",", description = "such as BTCUSDT,ETHUSDT; all that the table holds")
    private List<String> symbols = List.of();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "first open time, such as 2021-04-24; that of the first closed candle, or update")
    private Optional<Instant> from = Optional.empty();

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "end, excluded, such as 2021-05-01T12:00:00Z; behind the last closed candle, or update")
    private Optional<Instant> to = Optional.empty();

    @Option(
            names = "--interval",
            completionCandidates = IntervalCodes.class,
            description = "of the table's candles, such as 1m; ASSET_INTERVAL")
    private Optional<Interval> interval = Optional.empty();

    @Option(
            names = "--sink",
            paramLabel = "NAME",
            description = "which store: cassandra, or postgres (default: cassandra)")
    private StoredSink sink = StoredSink.CASSANDRA;

    @Override
    public Integer call() {
        Settings set = tool.settings();
        Interval grid = interval.orElseGet(
                () -> set.parsed("interval", Interval::ofCode, "one of " + Interval.codes() + " is needed"));
        if (sink == StoredSink.POSTGRES) {
            return inPostgres(set, grid);
        }
        CassandraAddress address = CassandraAddress.of(set);
        try (CqlSession session = address.connect()) {
            CassandraTables store = new CassandraTables(session, address.keyspace());
            String table = table(set, store);
            if (what == DerivedTable.FEATURES) {
                FeatureTable into = new StoredFeatures(session, store.named(table), grid.code());
                features(set, grid, store, into, store.named(table));
            } else {
                rows(set, grid, store, columns -> new StoredMetrics(session, store.named(table), columns), table);
            }
            return Program.OK;
        } catch (DriverException e) {
            throw new FatalException("Cannot make " + what + ": " + e.getMessage(), e);
        }
    }

    private Integer inPostgres(Settings set, Interval grid) {
        // Rows are read a page at a time, and a commit would end that: they are written by a connection of its own.
        return StoredTables.read(
                set,
                sink,
                store -> StoredTables.read(set, sink, written -> {
                    String table = table(set, store);
                    PostgresTables tables = (PostgresTables) written;
                    if (what == DerivedTable.FEATURES) {
                        features(
                                set, grid, store, new PostgresFeatures(tables, table, grid.code()), store.named(table));
                    } else {
                        rows(set, grid, store, columns -> new PostgresMetrics(tables, table, columns), table);
                    }
                    return Program.OK;
                }));
    }

    /** The name of the table, which has to be there. */
    private String table(Settings set, StoredTables store) {
        String table = set.text(what.tableKey());
        if (!store.has(table)) {
            throw new SettingsException(
                    "Cannot make " + what + ": there is no table " + store.named(table) + " (./candlestream prepare)");
        }
        return table;
    }

    private void features(Settings set, Interval grid, StoredTables store, FeatureTable stored, String table) {
        AssetTable candles = new AssetTable(store, set.text("cassandra.table"), set.text("cassandra.gaps-table"));
        for (Asset asset : candles.assets(symbols)) {
            candles.closed(asset).ifPresent(span -> make(candles, asset, span, grid, stored));
        }
        tool.out().println("made: features of " + stored.written() + " candles in " + table);
    }

    private void rows(
            Settings set,
            Interval grid,
            StoredTables store,
            Function<MetricTable.Columns, MetricTable> into,
            String table) {
        if (what == DerivedTable.CORRELATIONS) {
            correlations(set, grid, store, into.apply(CorrelationRecompute.COLUMNS), store.named(table));
        } else {
            metrics(set, grid, store, into, table);
        }
    }

    private void correlations(Settings set, Interval grid, StoredTables store, MetricTable into, String table) {
        CorrelationSettings pairs = CorrelationSettings.of(set);
        AssetTable candles = new AssetTable(store, set.text("cassandra.table"), set.text("cassandra.gaps-table"));
        long made = new CorrelationRecompute(candles, grid, pairs.reference(), pairs.returns(), from, to)
                .write(symbols, into);
        tool.out().println("made: correlations of " + made + " candles in " + table);
    }

    private void metrics(
            Settings set,
            Interval grid,
            StoredTables store,
            Function<MetricTable.Columns, MetricTable> into,
            String table) {
        SlidingWindows time = set.parsed(what + "-window", SlidingWindows::ofCode, SlidingWindows.NEEDED);
        Instant first = from.orElse(Instant.EPOCH);
        Instant end = to.orElse(Instant.MAX);
        long made = what == DerivedTable.METRICS
                ? ofUpdates(set, grid, new MetricRecompute(time, first, end), into.apply(MetricRecompute.COLUMNS))
                : ofTrades(
                        new TradeMetricRecompute(StoredTrades.of(set, store), time, first, end),
                        into.apply(TradeMetricRecompute.COLUMNS));
        tool.out().println("made: metrics of " + made + " windows in " + store.named(table));
    }

    private long ofUpdates(Settings set, Interval grid, MetricRecompute made, MetricTable into) {
        made.read(KlineUpdates.of(set, grid, symbols))
                .ifPresent(begin -> System.err.println("The topic begins with records of " + begin
                        + ": earlier windows stay as they are stored where more was known of them"));
        return made.write(into);
    }

    private long ofTrades(TradeMetricRecompute made, MetricTable into) {
        try {
            return made.write(symbols, into);
        } catch (IllegalArgumentException e) { // a number that the consumer never writes
            throw new FatalException("Cannot make " + what + ": " + e.getMessage(), e);
        }
    }

    private void make(AssetTable candles, Asset asset, Span span, Interval grid, FeatureTable stored) {
        Instant first = from.orElse(span.first());
        Instant last = to.map(end -> end.minusMillis(1)).orElse(span.last());
        Instant begin = Instant.ofEpochMilli(grid.shifted(first.toEpochMilli(), -Feature.WARM_UP));
        FeatureWindow window = new FeatureWindow(grid::endOf, open -> grid.shifted(open, -Feature.WARM_UP));
        for (StoredRow candle : candles.versions(asset, CANDLE, begin, last)) {
            if (candle.flag("is_closed")) {
                Instant open = AssetTable.openTime(candle);
                window.add(
                        open.toEpochMilli(),
                        number(candle, "high"),
                        number(candle, "low"),
                        number(candle, "close"),
                        number(candle, "volume"),
                        number(candle, "quote_volume"),
                        number(candle, "taker_buy_volume"),
                        known(candle),
                        candle.number("version"));
                if (!open.isBefore(first)) {
                    stored.write(asset, window.last());
                }
            }
        }
        stored.flush(asset);
    }

    static long known(StoredRow candle) {
        return Stream.of("event_time", "close_time")
                .filter(time -> !candle.isNull(time))
                .mapToLong(time -> candle.time(time).toEpochMilli())
                .max()
                .orElse(0);
    }

    static double number(StoredRow row, String column) {
        return row.value(column) instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}

package io.candlestream.tools.recompute;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import io.candlestream.history.TimeArgument;
import io.candlestream.runtime.cassandra.CassandraAddress;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.schema.Interval;
import io.candlestream.schema.IntervalCodes;
import io.candlestream.schema.SlidingWindows;
import io.candlestream.tools.access.AssetTable;
import io.candlestream.tools.access.CassandraTables;
import io.candlestream.tools.access.PostgresTables;
import io.candlestream.tools.access.StoredSink;
import io.candlestream.tools.access.StoredTables;
import io.candlestream.tools.access.ToolContext;
import io.candlestream.tools.made.CassandraMade;
import io.candlestream.tools.made.MadeTable;
import io.candlestream.tools.made.PostgresMade;
import io.candlestream.tools.trades.StoredTrades;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Makes what the consumer makes, of all that is there: features and correlations of the stored candles, metrics of the topic's updates and of the stored trades. */
@Command(
        name = "recompute",
        description =
                "Make the features or the correlations of the stored candles, such as those that were stored before"
                        + " the consumer made features, the metrics of the topic's updates, such as late ones, or the"
                        + " metrics of the stored trades (trade_metrics). May run beside it: whichever knew more stays.")
public final class RecomputeCommand implements Callable<Integer> {
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
        TimeArgument.requireOrder("recompute", from, to);
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
            rows(set, grid, store, columns -> new CassandraMade(session, store.named(table), columns), table);
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
                    rows(set, grid, store, columns -> new PostgresMade(tables, table, columns), table);
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

    private void rows(
            Settings set,
            Interval grid,
            StoredTables store,
            Function<MadeTable.Columns, MadeTable> into,
            String table) {
        String made =
                switch (what) {
                    case FEATURES ->
                        "features of "
                                + new FeatureRecompute(AssetTable.of(set, store), grid, from, to)
                                        .write(symbols, into.apply(FeatureRecompute.COLUMNS))
                                + " candles";
                    case CORRELATIONS ->
                        "correlations of "
                                + new CorrelationRecompute(
                                                AssetTable.of(set, store), grid, CorrelationSettings.of(set), from, to)
                                        .write(symbols, into.apply(CorrelationRecompute.COLUMNS))
                                + " candles";
                    case METRICS ->
                        "metrics of " + ofUpdates(set, grid, into.apply(MetricRecompute.COLUMNS)) + " windows";
                    case TRADE_METRICS ->
                        "metrics of " + ofTrades(set, store, into.apply(TradeMetricRecompute.COLUMNS)) + " windows";
                };
        tool.out().println("made: " + made + " in " + store.named(table));
    }

    private SlidingWindows windows(Settings set) {
        return set.parsed(what + "-window", SlidingWindows::ofCode, SlidingWindows.NEEDED);
    }

    private long ofUpdates(Settings set, Interval grid, MadeTable into) {
        MetricRecompute made = new MetricRecompute(windows(set), from.orElse(Instant.EPOCH), to.orElse(Instant.MAX));
        made.read(KlineUpdates.of(set, grid, symbols))
                .ifPresent(begin -> System.err.println("The topic begins with records of " + begin
                        + ": earlier windows stay as they are stored where more was known of them"));
        return made.write(into);
    }

    private long ofTrades(Settings set, StoredTables store, MadeTable into) {
        TradeMetricRecompute made = new TradeMetricRecompute(
                StoredTrades.of(set, store), windows(set), from.orElse(Instant.EPOCH), to.orElse(Instant.MAX));
        try {
            return made.write(symbols, into);
        } catch (IllegalArgumentException e) { // a number that the consumer never writes
            throw new FatalException("Cannot make " + what + ": " + e.getMessage(), e);
        }
    }
}

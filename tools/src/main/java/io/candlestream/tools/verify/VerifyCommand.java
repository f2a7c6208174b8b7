package io.candlestream.tools.verify;

import io.candlestream.history.History;
import io.candlestream.history.Numbered;
import io.candlestream.history.PastAggTrade;
import io.candlestream.history.PastTrade;
import io.candlestream.history.RestAggTrades;
import io.candlestream.history.RestApi;
import io.candlestream.history.RestById;
import io.candlestream.history.RestTrades;
import io.candlestream.history.TimeArgument;
import io.candlestream.history.archive.ArchiveKlines;
import io.candlestream.history.archive.ArchivedById;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.runtime.terminal.TerminalSize;
import io.candlestream.schema.Interval;
import io.candlestream.schema.IntervalCodes;
import io.candlestream.schema.SlidingWindows;
import io.candlestream.tools.access.AssetTable;
import io.candlestream.tools.access.CandlePlace;
import io.candlestream.tools.access.LakeCandles;
import io.candlestream.tools.access.StoredStream;
import io.candlestream.tools.access.StoredTables;
import io.candlestream.tools.access.ToolContext;
import io.candlestream.tools.output.JsonText;
import io.candlestream.tools.output.StreamReport;
import io.candlestream.tools.recompute.CorrelationSettings;
import io.candlestream.tools.recompute.DerivedTable;
import io.candlestream.tools.recompute.KlineUpdates;
import io.candlestream.tools.tickers.StoredTickers;
import io.candlestream.tools.tickers.TickerProof;
import io.candlestream.tools.trades.AggTradeProof;
import io.candlestream.tools.trades.IdTable;
import io.candlestream.tools.trades.SourceById;
import io.candlestream.tools.trades.StoredTrades;
import io.candlestream.tools.trades.TradeProof;
import io.candlestream.tools.witness.WitnessRun;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Compares the table with the exchange and says where they differ. */
@Command(
        name = "verify",
        description = {
            "Compare the table with the exchange (REST, or archive files with --data).",
            "Exit code 0 when they are equal, 1 when they differ."
        })
public final class VerifyCommand implements Callable<Integer> {
    @ParentCommand
    private ToolContext tool;

    @Option(names = "--symbols", split = ",", description = "such as BTCUSDT,ETHUSDT; all that the table holds")
    private List<String> symbols = List.of();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "first open time, such as 2021-04-24; that of the first closed row")
    private Optional<Instant> from = Optional.empty();

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "end, excluded, such as 2021-05-01T12:00:00Z; behind the last closed row")
    private Optional<Instant> to = Optional.empty();

    @Option(
            names = "--interval",
            completionCandidates = IntervalCodes.class,
            description = "of the table's candles, such as 1m; ASSET_INTERVAL")
    private Optional<Interval> interval = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "folder of archive files to compare with, in place of REST")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--files",
            description = {
                "all candles of the files of --data, and no others: what history load has loaded;",
                "months, or days, between them that have no file are left out"
            })
    private boolean files;

    @Option(
            names = "--witness",
            description = {
                "compare what is stored twice, in two ways: sums of candles with longer candles,",
                "candles made of trades with candles; with --data files with table, REST and sums"
            })
    private boolean witness;

    @Option(names = "--no-rest", description = "ask no REST of --witness --data: of futures, since REST is of spot")
    private boolean withoutRest;

    @Option(
            names = "--stream",
            paramLabel = "NAME",
            description = {
                "klines, or trades: by their ids, their values and the candles that they make;",
                "agg_trades: by their ids, their values and the stored trades;",
                "or ticker, ticker_1h, ticker_4h, ticker_1d: by the stored trades; klines"
            })
    private StoredStream stream = StoredStream.KLINES;

    @Option(
            names = "--what",
            paramLabel = "WHAT",
            description = {
                "what was made, in place of a stream: features, by the stored candles,",
                "correlations, by the stored candles of both assets,",
                "metrics, by the topic's updates and the stored candles,",
                "or trade_metrics, by the stored trades and candles"
            })
    private Optional<DerivedTable> made = Optional.empty();

    @Option(
            names = "--sink",
            paramLabel = "NAME",
            description = "which store: cassandra, postgres, or lake: of klines (default: cassandra)")
    private VerifiedSink sink = VerifiedSink.CASSANDRA;

    @Option(names = "--json", description = "print the report as JSON")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        contradiction().ifPresent(text -> {
            throw new ParameterException(spec.commandLine(), text);
        });
        TimeArgument.requireOrder("verify", from, to);
        Settings set = tool.settings();
        VerifySettings verify = VerifySettings.of(set);
        Interval grid = interval.orElse(verify.interval());
        try {
            StreamReport report = witness
                    ? witnesses(set, verify, grid)
                    : made.map(what -> made(what, set, grid)).orElseGet(() -> stream(set, verify, grid));
            print(report);
            return report.equal() ? Program.OK : Program.FAILED;
        } catch (IllegalArgumentException e) { // what a file has to be refused for
            throw new SettingsException(e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw new FatalException(e.getMessage(), e);
        }
    }

    /** What contradicts itself, as text; empty when nothing does. One of the two would be left out, and something else proved. */
    private Optional<String> contradiction() {
        if (made.isPresent()) {
            return Stream.of("--stream", "--data", "--files", "--witness")
                    .filter(spec.commandLine().getParseResult()::hasMatchedOption)
                    .findFirst()
                    .map(other -> "--what " + made.get() + " is proved by what is stored: leave " + other + " out");
        }
        if (witness && (files || stream != StoredStream.KLINES)) {
            return Optional.of("--witness looks at all that is there of candles and trades: leave "
                    + (files ? "--files" : "--stream " + stream) + " out");
        }
        if (withoutRest && !(witness && data.isPresent())) {
            return Optional.of("--no-rest is for --witness with --data DIR: give both, or leave it out");
        }
        if (files && stream != StoredStream.KLINES) {
            return Optional.of("--files is of klines: leave --stream " + stream + " out, or --files");
        }
        if (files && (data.isEmpty() || from.isPresent() || to.isPresent())) {
            return Optional.of("--files compares all of --data DIR: give that, and leave --from and --to out");
        }
        return data.isPresent() && stream.window().isPresent()
                ? Optional.of("--stream " + stream + " is proved by the stored trades: leave --data out")
                : Optional.empty();
    }

    private StreamReport witnesses(Settings set, VerifySettings verify, Interval grid) {
        Optional<History> rest = data.filter(folder -> !withoutRest).map(folder -> verify.exchange(grid));
        return StoredTables.read(set, sink.queried("witnesses"), store -> new WitnessRun(set, store, grid, data, rest)
                .report(new WitnessRun.Wanted(wanted(), from, to)));
    }

    private StreamReport stream(Settings set, VerifySettings verify, Interval grid) {
        return switch (stream) {
            case KLINES -> files ? loaded(set, verify, grid) : klines(set, verify, grid, exchange(verify, grid));
            case TRADES -> {
                Function<String, SourceById<PastTrade>> told = told(verify, RestTrades::new, ArchivedById::trades);
                yield byTrades(set, (store, trades) -> new TradeProof(trades, told, grid).report(wanted(), from, to));
            }
            case AGG_TRADES -> {
                Function<String, SourceById<PastAggTrade>> told =
                        told(verify, RestAggTrades::new, ArchivedById::aggTrades);
                yield byTrades(set, (store, trades) -> new AggTradeProof(IdTable.of(set, stream, store), trades, told)
                        .report(wanted(), from, to));
            }
            case TICKER, TICKER_1H, TICKER_4H, TICKER_1D ->
                byTrades(set, (store, trades) -> new TickerProof(StoredTickers.of(set, stream, store), trades)
                        .report(wanted(), from, to));
        };
    }

    private StreamReport byTrades(Settings set, BiFunction<StoredTables, StoredTrades, StreamReport> proof) {
        return StoredTables.read(
                set, sink.queried(stream.toString()), store -> proof.apply(store, StoredTrades.of(set, store)));
    }

    private StreamReport made(DerivedTable what, Settings set, Interval grid) {
        return StoredTables.read(set, sink.queried(what.toString()), store -> {
            StoredDerived stored = StoredDerived.of(set, store, what);
            return switch (what) {
                case FEATURES -> new FeatureProof(stored, grid).report(wanted(), from, to);
                case CORRELATIONS ->
                    new CorrelationProof(stored, grid, CorrelationSettings.of(set)).report(wanted(), from, to);
                case METRICS ->
                    new MetricProof(stored, window(set, what)).report(KlineUpdates.of(set, grid, wanted()), from, to);
                case TRADE_METRICS ->
                    new TradeMetricProof(stored, StoredTrades.of(set, store), window(set, what))
                            .report(wanted(), from, to);
            };
        });
    }

    private static SlidingWindows window(Settings set, DerivedTable what) {
        return set.parsed(what + "-window", SlidingWindows::ofCode, SlidingWindows.NEEDED);
    }

    private StreamReport klines(Settings set, VerifySettings verify, Interval grid, History exchange) {
        return inCandles(set, table -> new TableComparison(table, exchange, grid, verify.exchangeName())
                .report(wanted(), from, to));
    }

    private <T> T inCandles(Settings set, Function<CandlePlace, T> work) {
        return sink == VerifiedSink.LAKE
                ? work.apply(new LakeCandles())
                : AssetTable.read(set, sink.queried("klines"), work::apply);
    }

    private StreamReport loaded(Settings set, VerifySettings verify, Interval grid) {
        ArchiveKlines klines = checked(data.orElseThrow(), grid);
        klines.require(wanted());
        Map<String, List<TableComparison.Span>> spans = new TreeMap<>();
        for (String symbol : wanted().isEmpty() ? klines.symbols() : wanted()) {
            spans.put(
                    symbol,
                    klines.stretches(symbol).stream()
                            .map(told -> new TableComparison.Span(told.first(), told.last()))
                            .toList());
        }
        return inCandles(set, table -> new TableComparison(table, klines, grid, verify.exchangeName()).report(spans));
    }

    /** What the exchange tells of trades, or aggregate trades, by REST or in files. */
    private <P extends Numbered> Function<String, SourceById<P>> told(
            VerifySettings verify, Function<RestApi, RestById<P>> rest, Function<Path, ArchivedById<P>> files) {
        return data.map(folder -> SourceById.archived(files.apply(folder), folder))
                .orElseGet(() -> SourceById.byRest(rest.apply(verify.rest())));
    }

    private List<String> wanted() {
        return symbols.stream()
                .map(symbol -> symbol.strip().toUpperCase(Locale.ROOT))
                .toList();
    }

    private History exchange(VerifySettings verify, Interval grid) {
        return data.map(folder -> files(folder, grid)).orElseGet(() -> verify.exchange(grid));
    }

    private ArchiveKlines checked(Path folder, Interval grid) {
        ArchiveKlines klines = ArchiveKlines.in(folder, grid);
        klines.check(wanted().isEmpty() ? klines.symbols() : wanted());
        klines.notes().forEach(System.err::println);
        return klines;
    }

    /** A symbol that no file is about would make every row of it an extra one. */
    private History files(Path folder, Interval grid) {
        ArchiveKlines klines = checked(folder, grid);
        return (symbol, fromOpen, toOpen) -> {
            if (!klines.symbols().contains(symbol)) {
                throw new SettingsException("Cannot verify " + symbol + ": no klines of it in " + folder
                        + " (--symbols chooses others: " + String.join(",", klines.symbols()) + ")");
            }
            return klines.candles(symbol, fromOpen, toOpen);
        };
    }

    private void print(StreamReport report) {
        if (json) {
            tool.out().println(JsonText.of(report));
        } else {
            report.print(tool.out(), TerminalSize.width());
        }
    }
}

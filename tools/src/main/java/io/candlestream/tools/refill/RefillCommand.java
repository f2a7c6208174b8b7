package io.candlestream.tools.refill;

import io.candlestream.history.TimeArgument;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.tools.access.StoredSink;
import io.candlestream.tools.access.StoredStream;
import io.candlestream.tools.access.StoredTables;
import io.candlestream.tools.access.ToolContext;
import io.candlestream.tools.tickers.StoredTickers;
import io.candlestream.tools.trades.StoredTrades;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Makes the tickers that are missing, which the exchange does not have, of the stored trades. */
@Command(
        name = "refill",
        description = {
            "Make missing tickers of the stored trades, and publish them to their topic.",
            "Exit code 0 when no hole is left, 1 when the trades of one are not all stored."
        })
public final class RefillCommand implements Callable<Integer> {
    @ParentCommand
    private ToolContext tool;

    @Option(
            names = {"--streams", "--stream"},
            split = ",",
            paramLabel = "NAME",
            required = true,
            description = "ticker, ticker_1h, ticker_4h, ticker_1d, or several of them")
    private List<StoredStream> streams = List.of();

    @Option(names = "--symbols", split = ",", description = "such as BTCUSDT,ETHUSDT; all that the table holds")
    private List<String> symbols = List.of();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "where to begin, such as 2021-04-24; at the first ticker")
    private Optional<Instant> from = Optional.empty();

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "end, excluded, such as 2021-05-01T12:00:00Z; at the last ticker")
    private Optional<Instant> to = Optional.empty();

    @Option(
            names = "--sink",
            paramLabel = "NAME",
            description = "where trades and tickers are stored: cassandra, or postgres (default: cassandra)")
    private StoredSink sink = StoredSink.CASSANDRA;

    @Override
    public Integer call() {
        streams.stream().filter(stream -> stream.window().isEmpty()).findFirst().ifPresent(stream -> {
            throw new SettingsException("Cannot refill " + stream
                    + ": only tickers are made of trades (./candlestream backfill loads what the exchange has)");
        });
        TimeArgument.requireOrder("refill", from, to);
        Settings settings = tool.settings();
        boolean whole = true;
        for (StoredStream stream : streams) {
            whole &= StoredTables.read(settings, sink, store -> refill(settings, stream, store));
        }
        return whole ? Program.OK : Program.FAILED;
    }

    /** Whether no hole is left. */
    private boolean refill(Settings settings, StoredStream stream, StoredTables store) {
        StoredTickers tickers = StoredTickers.of(settings, stream, store);
        StoredTrades trades = StoredTrades.of(settings, store);
        Map<String, NavigableSet<Instant>> days = tickers.days();
        Map<String, NavigableSet<Long>> hours = trades.hours();
        List<RefillReport> reports = new ArrayList<>();
        try (TickerTopic topic = new TickerTopic(settings, stream)) {
            for (String symbol : wanted(tickers, days.keySet().stream().toList())) {
                NavigableSet<Long> ofTrades = hours.getOrDefault(symbol, new TreeSet<>());
                RefillReport report = new Refill(tickers, trades, symbol, ofTrades, topic)
                        .run(days.getOrDefault(symbol, new TreeSet<>()), from, to);
                topic.finish();
                tool.out().println(report);
                report.left().forEach(tool.out()::println);
                reports.add(report);
            }
        }
        long left = reports.stream().mapToLong(report -> report.left().size()).sum();
        tool.out()
                .println((left == 0 ? "refilled" : "NOT refilled") + ": " + stream + "  made "
                        + reports.stream().mapToLong(RefillReport::made).sum() + "  holes "
                        + reports.stream().mapToLong(RefillReport::holes).sum() + "  left " + left);
        return left == 0;
    }

    /** Those with tickers, unless they are named: one without any can be made from {@code --from} to {@code --to}. */
    private List<String> wanted(StoredTickers tickers, List<String> stored) {
        List<String> names = symbols.stream()
                .map(symbol -> symbol.strip().toUpperCase(Locale.ROOT))
                .distinct()
                .toList();
        if (names.isEmpty()) {
            return stored;
        }
        names.stream()
                .filter(name -> !stored.contains(name) && (from.isEmpty() || to.isEmpty()))
                .findFirst()
                .ifPresent(name -> {
                    throw new SettingsException("There are no tickers of " + name + " in " + tickers.name()
                            + ", so nothing tells where one is missing (--from and --to do)");
                });
        return names;
    }
}

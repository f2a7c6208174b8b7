package io.candlestream.tools.candles;

import io.candlestream.history.TimeArgument;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.terminal.TextTable;
import io.candlestream.schema.Interval;
import io.candlestream.tools.access.Asset;
import io.candlestream.tools.access.AssetTable;
import io.candlestream.tools.access.AssetTable.Span;
import io.candlestream.tools.access.StoredStream;
import io.candlestream.tools.access.ToolContext;
import io.candlestream.tools.candles.Holding.Counts;
import io.candlestream.tools.output.JsonText;
import io.candlestream.tools.trades.StoredTrades;
import io.candlestream.tools.trades.TradeHolding;
import io.candlestream.tools.trades.TradeHolding.Counting;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Says what is stored. */
@Command(
        name = "list",
        description = {
            "What is stored: each asset, its first and last closed candle, how many there",
            "are, and how complete that is: 100 %% is a candle in every slot between them,",
            "but for those that the exchange has confirmed as empty. Counting reads every",
            "row, on Cassandra's nodes; --quick leaves it out. --stream trades lists trades:",
            "first and last id and time of each pair, and how many ids between are missing."
        })
public final class ListCommand implements Callable<Integer> {
    /** What a node can count within its time-out, with much to spare. */
    private static final int SLOTS_A_COUNT = 100_000;

    private static final List<String> HEADER =
            List.of("asset", "interval", "first (UTC)", "last (UTC)", "rows", "complete");
    /** The columns that need no counting. */
    private static final int QUICK = 4;

    private static final List<String> TRADES_HEADER =
            List.of("pair", "first (UTC)", "last (UTC)", "last id", "trades", "missing");
    private static final int TRADES_QUICK = 4;

    @ParentCommand
    private ToolContext tool;

    @Parameters(paramLabel = "ASSET", description = "such as bitcoin or BTCUSDT (default: all)")
    private List<String> names = new ArrayList<>();

    @Option(names = "--quick", description = "count nothing: first and last alone")
    private boolean quick;

    @Option(names = "--stream", paramLabel = "NAME", description = "klines or trades (default: klines)")
    private StoredStream stream = StoredStream.KLINES;

    @Option(names = "--json", description = "print the list as JSON")
    private boolean json;

    @Override
    public Integer call() {
        Settings set = tool.settings();
        if (stream == StoredStream.TRADES) {
            return StoredTrades.read(set, this::trades);
        }
        Interval own = set.parsed("interval", Interval::ofCode, "one of " + Interval.codes() + " is needed");
        return AssetTable.read(set, table -> {
            List<Holding> holdings = table.assets(names).stream()
                    .map(asset -> holding(table, asset, own))
                    .toList();
            print(table, holdings);
            return Program.OK;
        });
    }

    private int trades(StoredTrades table) {
        Map<String, NavigableSet<Long>> hours = table.hours();
        List<TradeHolding> holdings = table.symbols(names).stream()
                .flatMap(symbol ->
                        TradeHolding.of(table, symbol, hours.get(symbol), quick ? Counting.NO : Counting.YES).stream())
                .toList();
        if (json) {
            tool.out()
                    .println(JsonText.of(
                            holdings.stream().map(TradeHolding::data).toList()));
            return Program.OK;
        }
        if (holdings.isEmpty()) {
            tool.out().println(table.name() + " is empty (CANDLESTREAM_CONSUMER_TRADES stores trades)");
            return Program.OK;
        }
        TextTable text =
                new TextTable(TRADES_HEADER.subList(0, quick ? TRADES_QUICK : TRADES_HEADER.size()), tool.out());
        holdings.forEach(holding -> text.add(cells(holding)));
        text.end();
        long rows = holdings.stream()
                .flatMap(holding -> holding.counts().stream())
                .mapToLong(TradeHolding.Counts::rows)
                .sum();
        tool.out()
                .println("(" + holdings.size() + (holdings.size() == 1 ? " pair" : " pairs")
                        + (quick ? "" : String.format(Locale.ROOT, ", %,d trades", rows)) + " in " + table.name()
                        + ")");
        return Program.OK;
    }

    private List<String> cells(TradeHolding holding) {
        List<String> cells = new ArrayList<>(List.of(
                holding.symbol(),
                minute(holding.ends().first().time()),
                minute(holding.ends().last().time()),
                String.valueOf(holding.ends().last().id())));
        holding.counts().ifPresent(counts -> {
            cells.add(String.format(Locale.ROOT, "%,d", counts.rows()));
            cells.add(String.format(Locale.ROOT, "%,d", counts.missing()));
        });
        return cells;
    }

    private static String minute(Instant time) {
        return TimeArgument.text(time.truncatedTo(ChronoUnit.MINUTES));
    }

    private Holding holding(AssetTable table, Asset asset, Interval own) {
        Interval interval = Interval.ofCode(asset.interval()).orElse(own);
        Optional<Span> closed = table.closed(asset);
        Optional<Counts> counts = quick ? Optional.empty() : closed.map(span -> count(table, asset, span, interval));
        return new Holding(asset, interval.code(), closed, counts);
    }

    private static Counts count(AssetTable table, Asset asset, Span closed, Interval interval) {
        long first = closed.first().toEpochMilli();
        long last = closed.last().toEpochMilli();
        long step = (interval.endOf(first) - first) * SLOTS_A_COUNT;
        long rows = 0;
        for (long from = first; from <= last; from += step) {
            long to = Math.min(from + step, last + 1);
            rows += table.count(asset, Instant.ofEpochMilli(from), Instant.ofEpochMilli(to));
        }
        return new Counts(
                rows,
                interval.slots(first, last + 1),
                Counts.within(table.empty(asset.symbol(), asset.interval()), interval, first, last));
    }

    private void print(AssetTable table, List<Holding> holdings) {
        if (json) {
            tool.out().println(JsonText.of(holdings.stream().map(Holding::data).toList()));
            return;
        }
        if (holdings.isEmpty()) {
            tool.out().println(table.name() + " is empty (./candlestream backfill loads old candles)");
            return;
        }
        TextTable text = new TextTable(HEADER.subList(0, quick ? QUICK : HEADER.size()), tool.out());
        holdings.forEach(holding -> text.add(cells(holding)));
        text.end();
        tool.out()
                .println("(" + holdings.size() + (holdings.size() == 1 ? " asset" : " assets") + rows(holdings) + " in "
                        + table.name() + ")");
    }

    private String rows(List<Holding> holdings) {
        long rows = holdings.stream()
                .flatMap(holding -> holding.counts().stream())
                .mapToLong(Counts::rows)
                .sum();
        return quick ? "" : String.format(Locale.ROOT, ", %,d rows", rows);
    }

    private List<String> cells(Holding holding) {
        List<String> cells = List.of(
                holding.asset().name(),
                holding.interval(),
                holding.closed().map(span -> TimeArgument.text(span.first())).orElse("none closed yet"),
                holding.closed().map(span -> TimeArgument.text(span.last())).orElse(""),
                holding.counts()
                        .map(some -> String.format(Locale.ROOT, "%,d", some.rows()))
                        .orElse("0"),
                holding.counts()
                        .map(some -> some.complete().toPlainString() + " %")
                        .orElse(""));
        return cells.subList(0, quick ? QUICK : cells.size());
    }
}

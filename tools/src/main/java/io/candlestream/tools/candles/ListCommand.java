package io.candlestream.tools.candles;

import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.schema.Interval;
import io.candlestream.tools.access.AssetTable;
import io.candlestream.tools.access.StoredSink;
import io.candlestream.tools.access.StoredStream;
import io.candlestream.tools.access.StoredTables;
import io.candlestream.tools.access.ToolContext;
import io.candlestream.tools.calendar.DayCalendar;
import io.candlestream.tools.output.Holdings;
import io.candlestream.tools.output.Holdings.Counting;
import io.candlestream.tools.output.JsonText;
import io.candlestream.tools.tickers.StoredTickers;
import io.candlestream.tools.tickers.TickerList;
import io.candlestream.tools.trades.IdTable;
import io.candlestream.tools.trades.TradeList;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
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
    @ParentCommand
    private ToolContext tool;

    @Parameters(paramLabel = "ASSET", description = "such as bitcoin or BTCUSDT (default: all)")
    private List<String> names = new ArrayList<>();

    @Option(names = "--quick", description = "count nothing: first and last alone")
    private boolean quick;

    @Option(
            names = "--stream",
            paramLabel = "NAME",
            description = {"klines, trades, agg_trades, ticker, ticker_1h, ticker_4h or ticker_1d", "(default: klines)"
            })
    private StoredStream stream = StoredStream.KLINES;

    @Option(
            names = "--sink",
            paramLabel = "NAME",
            description = "which store: cassandra, or postgres (default: cassandra)")
    private StoredSink sink = StoredSink.CASSANDRA;

    @Option(
            names = "--days",
            description = {
                "candles day by day: C certified, w whole, h healed since, ! a hole,",
                ". no data; the 60 days that have ended, or --from and --to"
            })
    private boolean days;

    @Option(names = "--from", paramLabel = "DATE", description = "the first of these days")
    private Optional<LocalDate> from = Optional.empty();

    @Option(names = "--to", paramLabel = "DATE", description = "their end, excluded (default: today)")
    private Optional<LocalDate> to = Optional.empty();

    @Option(names = "--json", description = "print the list as JSON")
    private boolean json;

    @Override
    public Integer call() {
        if (!days && (from.isPresent() || to.isPresent())) {
            throw new SettingsException("Cannot list by --from and --to alone: they are of days (--days)");
        }
        if (days && quick) {
            throw new SettingsException("Cannot list --days with --quick: each day is counted (without one of them)");
        }
        Settings set = tool.settings();
        if (days) {
            return calendar(set);
        }
        Counting counting = quick ? Counting.NO : Counting.YES;
        Holdings stored =
                switch (stream) {
                    case KLINES ->
                        AssetTable.read(set, sink, table -> CandleList.of(table, names, interval(set), counting));
                    case TRADES, AGG_TRADES ->
                        IdTable.read(set, sink, stream, table -> TradeList.of(table, names, counting));
                    case TICKER, TICKER_1H, TICKER_4H, TICKER_1D ->
                        StoredTickers.read(set, sink, stream, table -> TickerList.of(table, names, counting));
                };
        if (json) {
            tool.out().println(JsonText.of(stored.data()));
        } else {
            stored.print(tool.out());
        }
        return Program.OK;
    }

    private Integer calendar(Settings set) {
        if (stream != StoredStream.KLINES) {
            throw new SettingsException("Cannot list days of " + stream + ": of klines alone (--stream)");
        }
        List<LocalDate> range = DayCalendar.range(from, to, LocalDate.now(ZoneOffset.UTC));
        if (!range.get(0).isBefore(range.get(1))) {
            throw new SettingsException("Cannot list days: " + range.get(0) + " is not before " + range.get(1));
        }
        DayCalendar found = StoredTables.read(set, sink, store -> {
            AssetTable table = AssetTable.of(set, store);
            return DayCalendar.of(store, table, table.assets(names), interval(set), range.get(0), range.get(1));
        });
        if (json) {
            tool.out().println(JsonText.of(found.data()));
        } else {
            found.print(tool.out());
        }
        return Program.OK;
    }

    private static Interval interval(Settings set) {
        return set.parsed("interval", Interval::ofCode, "one of " + Interval.codes() + " is needed");
    }
}

package io.candlestream.loader;

import io.candlestream.loader.fetch.ArchiveFetch;
import io.candlestream.loader.fetch.ArchivedSeries;
import io.candlestream.loader.fetch.MarketFolder;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.schema.Interval;
import io.candlestream.schema.IntervalCodes;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Brings archive files into a folder. */
@Command(
        name = "fetch",
        description =
                "Fetch archive files of klines or trades, each checked against its checksum: by month, and by day where"
                        + " the month is not there yet. Run again, it brings what is new, was uploaded again or has changed here.")
final class HistoryFetch implements Callable<Integer> {
    /** Their quote volumes can be compared. */
    private static final String MOST = "*USDT";

    private static final Pattern SYMBOL = Pattern.compile("[\\p{L}\\p{N}_*]{1,30}");

    private final Supplier<Settings> settings;
    private final PrintStream out;

    @Option(
            names = "--symbols",
            split = ",",
            paramLabel = "SYMBOL",
            description = "such as BTCUSDT,ETHUSDT; with * those of the archive's listing, delisted ones too, such as"
                    + " '*USDT'")
    private List<String> symbols = List.of();

    @Option(
            names = "--top",
            paramLabel = "N",
            description = "the N pairs of --symbols ('*USDT' without it) that are traded most, by the exchange's"
                    + " listing of 24 hours")
    private Optional<Integer> top = Optional.empty();

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "folder for the files of this market and interval; those of trades may lie there too")
    private Path data = Path.of("");

    @Option(names = "--stream", paramLabel = "NAME", description = "klines, trades or agg_trades (default: klines)")
    private ArchivedSeries.Stream stream = ArchivedSeries.Stream.KLINES;

    @Option(
            names = "--interval",
            paramLabel = "INTERVAL",
            completionCandidates = IntervalCodes.class,
            description = "of the candles, such as 1m (default: ASSET_INTERVAL)")
    private Optional<Interval> interval = Optional.empty();

    @Option(names = "--from", required = true, paramLabel = "TIME", description = "in the first month, such as 2021-04")
    private Instant from = Instant.EPOCH;

    @Option(names = "--to", paramLabel = "TIME", description = "in the last month (default: yesterday)")
    private Optional<Instant> to = Optional.empty();

    @Option(
            names = "--market",
            paramLabel = "NAME",
            description = "spot; um: futures margined in a stablecoin; cm: in a coin (default: spot)")
    private MarketFolder market = MarketFolder.SPOT;

    HistoryFetch(Supplier<Settings> settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    @Override
    public Integer call() {
        Settings set = settings.get();
        Interval grid = interval.orElseGet(
                () -> set.parsed("interval", Interval::ofCode, "one of " + Interval.codes() + " is needed"));
        if (symbols.isEmpty() && top.isEmpty()) {
            throw new SettingsException("Cannot fetch: which pairs is not said (--symbols, or --top)");
        }
        List<String> wanted = wanted(symbols.isEmpty() ? List.of(MOST) : symbols);
        YearMonth first = month(from);
        YearMonth last = month(to.orElseGet(Instant::now));
        if (last.isBefore(first)) {
            throw new SettingsException("Cannot fetch from " + first + " to " + last + ": the end has to come after");
        }
        ArchiveFetch.Result result = new ArchiveFetch(set, market, ArchivedSeries.of(stream, grid), data)
                .run(wanted, count(top), first, last, System.err::println);
        out.printf(
                Locale.ROOT,
                "fetched: %,d files new, %,d again, %,d there before, %,d missing; %,.1f MB in %s%n",
                result.fetched(),
                result.again(),
                result.present(),
                result.missing(),
                result.bytes() / 1e6,
                data);
        return Program.OK;
    }

    /** As they are written; each may be a symbol, or have stars. */
    static List<String> wanted(List<String> symbols) {
        List<String> wanted = symbols.stream()
                .map(symbol -> symbol.strip().toUpperCase(Locale.ROOT))
                .toList();
        wanted.stream()
                .filter(symbol -> !SYMBOL.matcher(symbol).matches())
                .findFirst()
                .ifPresent(symbol -> {
                    throw new SettingsException("Cannot fetch '" + symbol + "': no symbol is like that (--symbols)");
                });
        return wanted;
    }

    /** How many pairs are wanted at most. */
    static OptionalInt count(Optional<Integer> top) {
        top.filter(most -> most < 1).ifPresent(most -> {
            throw new SettingsException("Cannot choose " + most + " pairs: 1 or more are needed (--top)");
        });
        return top.map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    private static YearMonth month(Instant time) {
        return YearMonth.from(time.atZone(ZoneOffset.UTC));
    }
}

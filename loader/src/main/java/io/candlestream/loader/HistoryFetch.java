package io.candlestream.loader;

import io.candlestream.loader.fetch.ArchiveFetch;
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
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Brings archive files into a folder. */
@Command(
        name = "fetch",
        description = "Fetch archive files of klines, each held against its checksum: by month, and by day where"
                + " the month is not there yet. Run again, it brings what is new or was uploaded again.")
final class HistoryFetch implements Callable<Integer> {
    private static final Pattern SYMBOL = Pattern.compile("[\\p{L}\\p{N}_*]{1,30}");

    private final Supplier<Settings> settings;
    private final PrintStream out;

    @Option(
            names = "--symbols",
            required = true,
            split = ",",
            paramLabel = "SYMBOL",
            description = "such as BTCUSDT,ETHUSDT; with * those of the archive's listing, such as '*USDT'")
    private List<String> symbols = List.of();

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "folder for the files of this market and interval")
    private Path data = Path.of("");

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
        List<String> wanted = symbols.stream()
                .map(symbol -> symbol.strip().toUpperCase(Locale.ROOT))
                .toList();
        wanted.stream()
                .filter(symbol -> !SYMBOL.matcher(symbol).matches())
                .findFirst()
                .ifPresent(symbol -> {
                    throw new SettingsException("Cannot fetch '" + symbol + "': no symbol is like that (--symbols)");
                });
        YearMonth first = month(from);
        YearMonth last = month(to.orElseGet(Instant::now));
        if (last.isBefore(first)) {
            throw new SettingsException("Cannot fetch from " + first + " to " + last + ": the end has to come after");
        }
        ArchiveFetch.Result result =
                new ArchiveFetch(set, market, grid, data).run(wanted, first, last, System.err::println);
        out.printf(
                Locale.ROOT,
                "fetched: %,d files new, %,d uploaded again, %,d there before, %,d missing; %,.1f MB in %s%n",
                result.fetched(),
                result.again(),
                result.present(),
                result.missing(),
                result.bytes() / 1e6,
                data);
        return Program.OK;
    }

    private static YearMonth month(Instant time) {
        return YearMonth.from(time.atZone(ZoneOffset.UTC));
    }
}

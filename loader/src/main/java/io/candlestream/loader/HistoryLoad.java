package io.candlestream.loader;

import com.datastax.oss.driver.api.core.DriverException;
import io.candlestream.consumer.settings.ConsumerSettings;
import io.candlestream.loader.archive.ArchiveMonths;
import io.candlestream.loader.load.LoadJob;
import io.candlestream.loader.load.MonthStore;
import io.candlestream.loader.load.TableInterval;
import io.candlestream.loader.node.Handover;
import io.candlestream.loader.sstable.CassandraFiles.Way;
import io.candlestream.loader.store.CandleRows;
import io.candlestream.loader.store.CassandraMonths;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.settings.AssetNames;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.runtime.terminal.Terminal;
import io.candlestream.schema.Interval;
import io.candlestream.schema.IntervalCodes;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Loads a folder of archive files into the stores. */
@Command(
        name = "load",
        description = "Load archive files of klines, a month at a time: into Cassandra's table by files that the node"
                + " imports, on the node's machine, or that are streamed to the nodes of a cluster; into PostgreSQL and"
                + " the lake as the consumer's sinks write them. Killed, it goes on where it stopped.")
final class HistoryLoad implements Callable<Integer> {
    private static final String TERMINAL = "candlestream.terminal";
    private static final int NAMED = 10;

    private final Supplier<Settings> settings;
    private final PrintStream out;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "folder of the archive files")
    private Path data = Path.of("");

    @Option(
            names = "--symbols",
            split = ",",
            paramLabel = "SYMBOL",
            description = "such as BTCUSDT,ETHUSDT, or '*USDT' (default: all that the folder holds)")
    private List<String> symbols = List.of();

    @Option(
            names = "--interval",
            paramLabel = "INTERVAL",
            completionCandidates = IntervalCodes.class,
            description = "of the candles, such as 1h, into the table of that interval: ASSET_CASSANDRA_TABLE=assets_1h"
                    + " (default: ASSET_INTERVAL)")
    private Optional<Interval> interval = Optional.empty();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "in the first month, such as 2021-04 (default: that of the first file)")
    private Optional<Instant> from = Optional.empty();

    @Option(names = "--to", paramLabel = "TIME", description = "in the last month (default: that of the last file)")
    private Optional<Instant> to = Optional.empty();

    @Option(
            names = "--writer",
            paramLabel = "NAME",
            description = "direct: by classes of one version of Cassandra, the fastest; public: by the writer that"
                    + " Cassandra offers, for other versions of 5.0 (default: direct)")
    private Way way = Way.DIRECT;

    @Option(
            names = "--import",
            paramLabel = "NAME",
            description = "how Cassandra gets the files, jmx: its one node imports them, and this runs on its machine;"
                    + " stream: each node of a cluster receives its part over the network (default: jmx)")
    private Handover.By handover = Handover.By.JMX;

    @Option(
            names = "--into",
            split = ",",
            paramLabel = "STORE",
            description = "cassandra, postgres, lake, one after another (default: cassandra)")
    private List<StoreName> into = List.of(StoreName.CASSANDRA);

    @Option(names = "--again", description = "also what was loaded before")
    private boolean again;

    HistoryLoad(Supplier<Settings> settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    @Override
    public Integer call() {
        Settings set = settings.get();
        Interval usual = set.parsed("interval", Interval::ofCode, "one of " + Interval.codes() + " is needed");
        List<StoreName> stores = into.stream().distinct().toList();
        List<FatalException> failures = new ArrayList<>();
        boolean told = false;
        for (StoreName name : stores) {
            try {
                load(set, usual, name, stores.size() == 1 ? "" : name + " ", told);
                told = true;
            } catch (FatalException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw new FatalException(
                    failures.stream().map(FatalException::getMessage).collect(Collectors.joining("; ")),
                    failures.get(0));
        }
        return Program.OK;
    }

    /** @param told whether what was found in the files was reported before */
    private void load(Settings set, Interval usual, StoreName name, String title, boolean told) {
        Interval grid = interval.orElse(usual);
        try (MonthStore store = open(name, set, grid)) {
            ArchiveMonths archive = ArchiveMonths.in(
                    data, grid, wanted(), month(from, YearMonth.of(1970, 1)), month(to, YearMonth.of(9999, 12)));
            AssetNames names = new AssetNames(set.table("asset-names"), archive.symbols());
            new TableInterval(store, usual)
                    .require(grid, archive.symbols().stream().map(names::of).toList());
            LoadJob job = new LoadJob(
                    store,
                    names,
                    set.text("exchange-name"),
                    grid,
                    Path.of(set.text("folder")).toAbsolutePath().normalize(),
                    threads(set, name));
            LoadJob.Result result = job.run(archive, again, terminal());
            if (!told) {
                warn(archive, result);
            }
            report(title, result);
        } catch (IllegalArgumentException e) { // what files have to be refused for
            throw new SettingsException(e.getMessage(), e);
        } catch (IllegalStateException | DriverException e) {
            throw new FatalException(String.valueOf(e.getMessage()), e);
        }
    }

    private MonthStore open(StoreName name, Settings set, Interval grid) {
        return switch (name) {
            case CASSANDRA -> CassandraMonths.open(set, way, handover, new CassandraMonths.Revised(consumer(), grid));
            case POSTGRES -> CandleRows.postgres(consumer(), grid);
            case LAKE -> CandleRows.lake(consumer());
        };
    }

    /** Its sinks say where the stores are. */
    private static Settings consumer() {
        return ConsumerSettings.loader(Loader.class).load();
    }

    private static YearMonth month(Optional<Instant> time, YearMonth otherwise) {
        return time.map(moment -> YearMonth.from(moment.atZone(ZoneOffset.UTC))).orElse(otherwise);
    }

    private List<String> wanted() {
        return symbols.stream()
                .map(symbol -> symbol.strip().toUpperCase(Locale.ROOT))
                .toList();
    }

    private static Optional<PrintStream> terminal() {
        return Boolean.getBoolean(TERMINAL) ? Optional.of(Terminal.raw()) : Optional.empty();
    }

    /** The public writer keeps a whole month of a pair as objects: a third one of them costs more than it brings. So it is with a lake's file. */
    private int threads(Settings set, StoreName name) {
        int most = set.number("threads", 1, 64);
        return name == StoreName.LAKE || (name == StoreName.CASSANDRA && way == Way.PUBLIC)
                ? Math.min(most, Runtime.getRuntime().availableProcessors())
                : most;
    }

    private static void warn(ArchiveMonths archive, LoadJob.Result result) {
        List<String> others = archive.leftOut();
        if (!others.isEmpty()) {
            System.err.println("left out, no archive of this interval by the name: "
                    + String.join(", ", others.subList(0, Math.min(NAMED, others.size())))
                    + (others.size() > NAMED ? " and " + (others.size() - NAMED) + " more" : ""));
        }
        if (result.offGrid() > 0) {
            System.err.println(result.offGrid() + " candles open off the grid, as the exchange tells them");
        }
    }

    private void report(String title, LoadJob.Result result) {
        out.printf(
                Locale.ROOT,
                "%sloaded: %,d rows of %,d months in %.1f s, %,.0f a second; %,d months were loaded before%n",
                title,
                result.rows(),
                result.months(),
                result.seconds(),
                result.rows() / Math.max(result.seconds(), 1e-3),
                result.monthsBefore());
    }
}

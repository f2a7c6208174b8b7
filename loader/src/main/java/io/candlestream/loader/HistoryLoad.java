package io.candlestream.loader;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import io.candlestream.loader.archive.ArchiveMonths;
import io.candlestream.loader.load.LoadJob;
import io.candlestream.loader.node.NodeImport;
import io.candlestream.loader.node.NodeSchema;
import io.candlestream.loader.sstable.CassandraFiles;
import io.candlestream.loader.sstable.CassandraFiles.Way;
import io.candlestream.runtime.cassandra.CassandraAddress;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Loads a folder of archive files into the table. */
@Command(
        name = "load",
        description = "Load archive files of klines into Cassandra's table, a month at a time, by files that the"
                + " node imports. Killed, it goes on where it stopped. Runs on the node's machine.")
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
            description = "such as BTCUSDT,ETHUSDT (default: all that the folder holds)")
    private List<String> symbols = List.of();

    @Option(
            names = "--interval",
            paramLabel = "INTERVAL",
            completionCandidates = IntervalCodes.class,
            description = "of the candles, such as 1m (default: ASSET_INTERVAL)")
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

    @Option(names = "--again", description = "also what was loaded before")
    private boolean again;

    HistoryLoad(Supplier<Settings> settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    @Override
    public Integer call() {
        Settings set = settings.get();
        Interval grid = interval.orElseGet(
                () -> set.parsed("interval", Interval::ofCode, "one of " + Interval.codes() + " is needed"));
        CassandraAddress address = CassandraAddress.of(set);
        try (CqlSession session = address.connect();
                NodeImport node = NodeImport.connect(set.number("jmx.port", 1, 65535), login(set))) {
            NodeSchema schema = new NodeSchema(session, address.keyspace(), set.text("cassandra.table"));
            NodeSchema.Node found = schema.node();
            requireVersion(way, found.version(), CassandraFiles.version());
            node.requireNode(found.hostId());
            ArchiveMonths archive = ArchiveMonths.in(
                    data, grid, wanted(), month(from, YearMonth.of(1970, 1)), month(to, YearMonth.of(9999, 12)));
            LoadJob job = new LoadJob(
                    schema,
                    node,
                    way,
                    set.text("format"),
                    new AssetNames(set.table("asset-names"), archive.symbols()),
                    set.text("exchange-name"),
                    grid,
                    Path.of(set.text("folder")).toAbsolutePath().normalize(),
                    threads(set));
            report(archive, job.run(archive, again, terminal()));
            return Program.OK;
        } catch (IllegalArgumentException e) { // what files have to be refused for
            throw new SettingsException(e.getMessage(), e);
        } catch (IllegalStateException | DriverException e) {
            throw new FatalException(String.valueOf(e.getMessage()), e);
        }
    }

    /** The files of one version need not be those of another: the direct writer wants its own, the public one the same line. */
    static void requireVersion(Way way, String found, String own) {
        if (way == Way.DIRECT && !found.equals(own)) {
            throw new IllegalStateException("Cannot load into Cassandra " + found + ": this writer is made for " + own
                    + " (--writer public for another 5.0)");
        }
        if (!line(found).equals(line(own))) {
            throw new IllegalStateException("Cannot load into Cassandra " + found + ": these files are those of " + own
                    + " (./candlestream backfill loads into any)");
        }
    }

    private static String line(String version) {
        return version.replaceFirst("^(\\d+\\.\\d+).*", "$1");
    }

    private static Optional<Map.Entry<String, String>> login(Settings set) {
        return set.optional("jmx.username")
                .or(() -> set.optional("cassandra.username"))
                .map(user -> Map.entry(
                        user,
                        set.optional("jmx.password")
                                .or(() -> set.optional("cassandra.password"))
                                .orElse("")));
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

    /** The public writer keeps a whole month of a pair as objects: a third one of them costs more than it brings. */
    private int threads(Settings set) {
        int most = set.number("threads", 1, 64);
        return way == Way.PUBLIC ? Math.min(most, Runtime.getRuntime().availableProcessors()) : most;
    }

    private void report(ArchiveMonths archive, LoadJob.Result result) {
        List<String> others = archive.leftOut();
        if (!others.isEmpty()) {
            System.err.println("left out, no archive of this interval by the name: "
                    + String.join(", ", others.subList(0, Math.min(NAMED, others.size())))
                    + (others.size() > NAMED ? " and " + (others.size() - NAMED) + " more" : ""));
        }
        if (result.offGrid() > 0) {
            System.err.println(result.offGrid() + " candles open off the grid, as the exchange tells them");
        }
        out.printf(
                Locale.ROOT,
                "loaded: %,d rows of %,d months in %.1f s, %,.0f a second; %,d months were loaded before%n",
                result.rows(),
                result.months(),
                result.seconds(),
                result.rows() / Math.max(result.seconds(), 1e-3),
                result.monthsBefore());
    }
}

package io.candlestream.tools.candles;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.history.TimeArgument;
import io.candlestream.runtime.cassandra.CassandraAddress;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.tools.access.Asset;
import io.candlestream.tools.access.AssetTable;
import io.candlestream.tools.candles.CsvRows.Times;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes candles of the table for other programs. */
@Command(
        name = "export",
        description = {
            "Write candles as CSV, to standard output or into a file that is there as a",
            "whole or not at all: closed ones, by asset and oldest first, with every digit",
            "that the exchange sent, of the table's interval. Parquet comes with the lake."
        },
        mixinStandardHelpOptions = true)
public final class ExportCommand implements Callable<Integer> {
    private static final Instant BEGINNING = Instant.EPOCH;
    /** Behind every candle, and a time that Cassandra can hold. */
    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

    private final Supplier<Settings> settings;
    private final PrintStream out;

    @Parameters(arity = "1..*", paramLabel = "ASSET", description = "such as bitcoin or BTCUSDT")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "first open time, such as 2021-04-24 (default: the first candle)")
    private Instant from = BEGINNING;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "end, excluded, such as 2021-05-01T12:00Z (default: behind the last candle)")
    private Instant to = END;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "where to (default: standard output)")
    private Optional<Path> output = Optional.empty();

    @Option(names = "--force", description = "replace the file if it is there")
    private boolean force;

    @Option(
            names = "--times",
            paramLabel = "FORM",
            description = "iso, or epoch for milliseconds since 1970 (default: iso)")
    private Times times = Times.ISO;

    @Option(names = "--open", description = "with the candles that are not closed yet")
    private boolean open;

    public ExportCommand(Supplier<Settings> settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    @Override
    public Integer call() {
        if (!from.isBefore(to)) {
            throw new SettingsException("Cannot export from " + TimeArgument.text(from) + " to " + TimeArgument.text(to)
                    + ": the end has to come after");
        }
        Settings set = settings.get();
        try (Target target = target();
                CqlSession session = CassandraAddress.of(set).connect()) {
            AssetTable table = new AssetTable(session, set);
            List<Asset> assets = table.assets(names);
            target.line(CsvRows.header());
            Tally tally = new Tally();
            assets.forEach(asset -> write(table, asset, target, tally));
            target.finish();
            System.err.println("exported " + tally.text(assets.size()) + " to " + target.where());
            return Program.OK;
        } catch (DriverException e) {
            throw new FatalException("Cannot read the table: " + e.getMessage(), e);
        }
    }

    private Target target() {
        return output.map(file -> Target.file(file, force ? Target.Existing.REPLACED : Target.Existing.REFUSED))
                .orElseGet(() -> Target.standardOutput(out));
    }

    private void write(AssetTable table, Asset asset, Target target, Tally tally) {
        CsvRows csv = new CsvRows(times);
        Iterator<Row> rows = table.candles(asset, CsvRows.COLUMNS, from, to);
        while (rows.hasNext()) {
            Row row = rows.next();
            if (open || row.getBoolean("is_closed")) {
                target.line(csv.line(row));
                tally.add(row.getInstant("timestamp"));
            }
        }
    }

    /** What was written. */
    private static final class Tally {
        private long candles;
        private Instant first = Instant.MAX;
        private Instant last = Instant.MIN;

        void add(Instant time) {
            candles++;
            first = time.isBefore(first) ? time : first;
            last = time.isAfter(last) ? time : last;
        }

        String text(int assets) {
            return String.format(Locale.ROOT, "%,d %s", candles, candles == 1 ? "candle" : "candles")
                    + (assets == 1 ? "" : " of " + assets + " assets")
                    + (candles == 0
                            ? " (./candlestream list says what is stored)"
                            : ", " + TimeArgument.text(first) + " to " + TimeArgument.text(last) + ",");
        }
    }
}

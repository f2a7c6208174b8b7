package io.candlestream.tools.candles;

import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.history.TimeArgument;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.tools.access.Asset;
import io.candlestream.tools.access.AssetTable;
import io.candlestream.tools.access.ToolContext;
import io.candlestream.tools.candles.CsvRows.Times;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

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

    @ParentCommand
    private ToolContext tool;

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

    @Override
    public Integer call() {
        if (!from.isBefore(to)) {
            throw new SettingsException("Cannot export from " + TimeArgument.text(from) + " to " + TimeArgument.text(to)
                    + ": the end has to come after");
        }
        Settings set = tool.settings();
        try (Target target = target()) {
            return AssetTable.read(set, table -> write(table, target));
        }
    }

    private int write(AssetTable table, Target target) {
        List<Asset> assets = table.assets(names);
        target.line(CsvRows.HEADER);
        LongSummaryStatistics openTimes = new LongSummaryStatistics();
        assets.forEach(asset -> write(table, asset, target, openTimes));
        target.finish();
        System.err.println("exported " + text(openTimes, assets.size()) + " to " + target.where());
        return Program.OK;
    }

    private Target target() {
        return output.map(file -> Target.file(file, force ? Target.Existing.REPLACED : Target.Existing.REFUSED))
                .orElseGet(() -> Target.standardOutput(tool.out()));
    }

    private void write(AssetTable table, Asset asset, Target target, LongSummaryStatistics openTimes) {
        CsvRows csv = new CsvRows(times);
        for (Row row : table.candles(asset, CsvRows.COLUMNS, from, to.minusMillis(1))) {
            if (open || row.getBoolean("is_closed")) {
                target.line(csv.line(row));
                openTimes.accept(AssetTable.openTime(row).toEpochMilli());
            }
        }
    }

    /** What was written. */
    private static String text(LongSummaryStatistics openTimes, int assets) {
        long candles = openTimes.getCount();
        return String.format(Locale.ROOT, "%,d %s", candles, candles == 1 ? "candle" : "candles")
                + (assets == 1 ? "" : " of " + assets + " assets")
                + (candles == 0
                        ? " (./candlestream list says what is stored)"
                        : ", " + time(openTimes.getMin()) + " to " + time(openTimes.getMax()) + ",");
    }

    private static String time(long epochMilli) {
        return TimeArgument.text(Instant.ofEpochMilli(epochMilli));
    }
}

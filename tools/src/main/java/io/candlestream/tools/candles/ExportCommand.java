package io.candlestream.tools.candles;

import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.history.TimeArgument;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.tools.access.Asset;
import io.candlestream.tools.access.AssetTable;
import io.candlestream.tools.access.StoredStream;
import io.candlestream.tools.access.ToolContext;
import io.candlestream.tools.candles.CsvRows.Times;
import io.candlestream.tools.trades.StoredTrades;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
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
            "that the exchange sent, of the table's interval. --stream trades writes trades,",
            "by pair and in the order of their ids. Parquet comes with the lake."
        })
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
            description = "first open time or time of a trade, such as 2021-04-24 (default: the first)")
    private Instant from = BEGINNING;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "end, excluded, such as 2021-05-01T12:00Z (default: behind the last)")
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

    @Option(names = "--stream", paramLabel = "NAME", description = "klines or trades (default: klines)")
    private StoredStream stream = StoredStream.KLINES;

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
            return stream == StoredStream.TRADES
                    ? StoredTrades.read(set, table -> write(table, target))
                    : AssetTable.read(set, table -> write(table, target));
        }
    }

    private int write(AssetTable table, Target target) {
        List<Asset> assets = table.assets(names);
        target.line(CsvRows.HEADER);
        LongSummaryStatistics openTimes = new LongSummaryStatistics();
        assets.forEach(asset -> write(table, asset, target, openTimes));
        return finish(target, text(openTimes, "candle", assets.size() + " assets"));
    }

    private int write(StoredTrades table, Target target) {
        List<String> symbols = table.symbols(names);
        Map<String, NavigableSet<Long>> hours = table.hours();
        target.line(CsvRows.TRADES_HEADER);
        LongSummaryStatistics times = new LongSummaryStatistics();
        CsvRows csv = new CsvRows(this.times);
        for (String symbol : symbols) {
            long first = from.truncatedTo(ChronoUnit.HOURS).toEpochMilli();
            hours.get(symbol).subSet(first, to.toEpochMilli()).forEach(hour -> table.rows(symbol, hour)
                    .forEach(row -> {
                        Instant time = Objects.requireNonNull(row.getInstant("trade_time"));
                        if (!time.isBefore(from) && time.isBefore(to)) {
                            target.line(csv.line(row, CsvRows.TRADES_COLUMNS));
                            times.accept(time.toEpochMilli());
                        }
                    }));
        }
        return finish(target, text(times, "trade", symbols.size() + " pairs"));
    }

    private static int finish(Target target, String written) {
        target.finish();
        System.err.println("exported " + written + " to " + target.where());
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
                target.line(csv.line(row, CsvRows.COLUMNS));
                openTimes.accept(AssetTable.openTime(row).toEpochMilli());
            }
        }
    }

    /** What was written. */
    private static String text(LongSummaryStatistics times, String item, String subjects) {
        long items = times.getCount();
        return String.format(Locale.ROOT, "%,d %s", items, items == 1 ? item : item + "s")
                + (subjects.startsWith("1 ") ? "" : " of " + subjects)
                + (items == 0
                        ? " (./candlestream list says what is stored)"
                        : ", " + time(times.getMin()) + " to " + time(times.getMax()) + ",");
    }

    private static String time(long epochMilli) {
        return TimeArgument.text(Instant.ofEpochMilli(epochMilli));
    }
}

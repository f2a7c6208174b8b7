package io.candlestream.tools.candles;

import io.candlestream.history.TimeArgument;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.tools.access.AssetTable;
import io.candlestream.tools.access.StoredSink;
import io.candlestream.tools.access.StoredStream;
import io.candlestream.tools.access.ToolContext;
import io.candlestream.tools.candles.CandleExport.Open;
import io.candlestream.tools.candles.MinuteExport.Features;
import io.candlestream.tools.output.CsvRows;
import io.candlestream.tools.output.CsvRows.Times;
import io.candlestream.tools.output.ExportFormat;
import io.candlestream.tools.output.ParquetRows;
import io.candlestream.tools.output.RowExport;
import io.candlestream.tools.tickers.StoredTickers;
import io.candlestream.tools.tickers.TickerExport;
import io.candlestream.tools.trades.IdTable;
import io.candlestream.tools.trades.TradeExport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
            "Write candles as CSV or Parquet, to standard output or into a file that is there",
            "as a whole or not at all: closed ones, by asset and oldest first, with every",
            "digit that the exchange sent, of the table's interval. --stream trades writes",
            "trades, by pair and in the order of their ids."
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
            description = {"where to; for --layout minutes a folder or s3://bucket/prefix", "(default: standard output)"
            })
    private Optional<String> output = Optional.empty();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "csv, or parquet for a file with exact types (default: csv)")
    private Format format = Format.CSV;

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            description = {
                "file, or minutes for raw/ and clean/ with a Parquet file for each",
                "minute, in which newer candles replace older ones (default: file)"
            })
    private Layout layout = Layout.FILE;

    @Option(names = "--force", description = "replace the file if it is there")
    private boolean force;

    @Option(
            names = "--times",
            paramLabel = "FORM",
            description = "iso, or epoch for milliseconds since 1970 (default: iso)")
    private Times times = Times.ISO;

    @Option(
            names = "--stream",
            paramLabel = "NAME",
            description = {"klines, trades, agg_trades, ticker, ticker_1h, ticker_4h or ticker_1d", "(default: klines)"
            })
    private StoredStream stream = StoredStream.KLINES;

    @Option(names = "--open", description = "with the candles that are not closed yet")
    private boolean open;

    @Option(names = "--features", description = "with moving averages, volatility, RSI and more of closed candles")
    private boolean features;

    @Option(
            names = "--sink",
            paramLabel = "NAME",
            description = "which store: cassandra, or postgres (default: cassandra)")
    private StoredSink sink = StoredSink.CASSANDRA;

    /** How the rows are written. */
    enum Format {
        CSV,
        PARQUET;

        /** As a person types it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How many files there are. */
    enum Layout {
        FILE,
        MINUTES;

        /** As a person types it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() {
        TimeArgument.requireOrder("export", Optional.of(from), Optional.of(to));
        if (format == Format.PARQUET && times == Times.EPOCH) {
            throw new SettingsException(
                    "Cannot write --times epoch as Parquet: its times have a type of their own (without --times)");
        }
        if (output.filter(String::isBlank).isPresent()) {
            throw new SettingsException("Cannot export to nothing: name a file (--output FILE)");
        }
        if (format == Format.PARQUET && output.isEmpty()) {
            throw new SettingsException("Cannot write Parquet to standard output: name a file (--output FILE)");
        }
        if (features && (stream != StoredStream.KLINES || open)) {
            throw new SettingsException(
                    "Cannot export features so: --features is for closed candles (without --open" + " and --stream)");
        }
        if (layout == Layout.MINUTES) {
            exportMinutes();
        } else {
            exportFile();
        }
        return Program.OK;
    }

    private void exportMinutes() {
        if (format != Format.PARQUET || stream != StoredStream.KLINES || open || force) {
            throw new SettingsException(
                    "Cannot export by minutes so: --layout minutes is for --format parquet, for closed"
                            + " candles (without --open, --stream), and adds to what is there (without --force)");
        }
        MinuteExport minutes =
                MinuteExport.to(output.orElseThrow(), tool.settings(), features ? Features.WANTED : Features.LEFT_OUT);
        System.err.println("exported " + minutes.write(tool.settings(), sink, names, from, to));
    }

    private void exportFile() {
        Settings set = tool.settings();
        try (Target target = target()) {
            ExportFormat rows = format == Format.PARQUET
                    ? new ParquetRows(target.bytes(), stream.toString())
                    : new CsvRows(target::line, times);
            String written = write(set, new RowExport(rows, from, to));
            rows.end();
            target.finish();
            System.err.println("exported " + written + " to " + target.where());
        }
    }

    private String write(Settings set, RowExport export) {
        return switch (stream) {
            case KLINES ->
                AssetTable.read(
                        set,
                        sink,
                        table -> features
                                ? CandleExport.writeFeatures(table, names, export)
                                : CandleExport.write(table, names, open ? Open.WANTED : Open.LEFT_OUT, export));
            case TRADES, AGG_TRADES ->
                IdTable.read(set, sink, stream, table -> TradeExport.write(table, names, export));
            case TICKER, TICKER_1H, TICKER_4H, TICKER_1D ->
                StoredTickers.read(set, sink, stream, table -> TickerExport.write(table, names, export));
        };
    }

    private Target target() {
        return output.map(
                        file -> Target.file(Path.of(file), force ? Target.Existing.REPLACED : Target.Existing.REFUSED))
                .orElseGet(() -> Target.standardOutput(tool.out()));
    }
}

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
import io.candlestream.tools.output.CsvExport;
import io.candlestream.tools.output.CsvRows;
import io.candlestream.tools.output.CsvRows.Times;
import io.candlestream.tools.tickers.StoredTickers;
import io.candlestream.tools.tickers.TickerExport;
import io.candlestream.tools.trades.IdTable;
import io.candlestream.tools.trades.TradeExport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

    @Option(
            names = "--stream",
            paramLabel = "NAME",
            description = {"klines, trades, agg_trades, ticker, ticker_1h, ticker_4h or ticker_1d", "(default: klines)"
            })
    private StoredStream stream = StoredStream.KLINES;

    @Option(names = "--open", description = "with the candles that are not closed yet")
    private boolean open;

    @Option(
            names = "--sink",
            paramLabel = "NAME",
            description = "which store: cassandra, or postgres (default: cassandra)")
    private StoredSink sink = StoredSink.CASSANDRA;

    @Override
    public Integer call() {
        if (!from.isBefore(to)) {
            throw new SettingsException("Cannot export from " + TimeArgument.text(from) + " to " + TimeArgument.text(to)
                    + ": the end has to come after");
        }
        Settings set = tool.settings();
        try (Target target = target()) {
            CsvExport export = new CsvExport(target::line, new CsvRows(times), from, to);
            String written =
                    switch (stream) {
                        case KLINES ->
                            AssetTable.read(
                                    set,
                                    sink,
                                    table -> CandleExport.write(
                                            table, names, open ? Open.WANTED : Open.LEFT_OUT, export));
                        case TRADES, AGG_TRADES ->
                            IdTable.read(set, sink, stream, table -> TradeExport.write(table, names, export));
                        case TICKER, TICKER_1H, TICKER_4H, TICKER_1D ->
                            StoredTickers.read(set, sink, stream, table -> TickerExport.write(table, names, export));
                    };
            target.finish();
            System.err.println("exported " + written + " to " + target.where());
            return Program.OK;
        }
    }

    private Target target() {
        return output.map(file -> Target.file(file, force ? Target.Existing.REPLACED : Target.Existing.REFUSED))
                .orElseGet(() -> Target.standardOutput(tool.out()));
    }
}

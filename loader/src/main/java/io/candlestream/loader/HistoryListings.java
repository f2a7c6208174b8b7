package io.candlestream.loader;

import io.candlestream.loader.fetch.ArchiveFetch;
import io.candlestream.loader.fetch.ArchivedSeries;
import io.candlestream.loader.fetch.Listing;
import io.candlestream.loader.fetch.MarketFolder;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.terminal.TextTable;
import io.candlestream.schema.Interval;
import io.candlestream.schema.IntervalCodes;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says which pairs the archive has, from when to when. */
@Command(
        name = "listings",
        description = "The pairs of the archive, with the months or days of their first and last candles, by the names"
                + " of its files; delisted ones are among them.")
final class HistoryListings implements Callable<Integer> {
    private final Supplier<Settings> settings;
    private final PrintStream out;

    @Option(
            names = "--symbols",
            split = ",",
            paramLabel = "SYMBOL",
            description = "such as BTCUSDT, or with * such as '*USDT' (default: all)")
    private List<String> symbols = List.of("*");

    @Option(
            names = "--top",
            paramLabel = "N",
            description = "of them those N alone that are traded most, by the exchange's listing of 24 hours")
    private Optional<Integer> top = Optional.empty();

    @Option(
            names = "--interval",
            paramLabel = "INTERVAL",
            completionCandidates = IntervalCodes.class,
            description = "of the candles, such as 1m (default: 1d)")
    private Interval interval = Interval.DAY_1;

    @Option(
            names = "--market",
            paramLabel = "NAME",
            description = "spot; um: futures margined in a stablecoin; cm: in a coin (default: spot)")
    private MarketFolder market = MarketFolder.SPOT;

    HistoryListings(Supplier<Settings> settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    @Override
    public Integer call() {
        List<Listing> listings = new ArchiveFetch(settings.get(), market, ArchivedSeries.of(interval), Path.of(""))
                .listings(HistoryFetch.wanted(symbols), HistoryFetch.count(top));
        if (listings.isEmpty()) {
            throw new FatalException("Cannot list " + String.join(",", symbols) + ": the archive has no "
                    + interval.code() + " klines of it (--symbols, --market)");
        }
        TextTable table = new TextTable(List.of("symbol", "first", "last", "state"), out);
        for (Listing one : listings) {
            table.add(List.of(one.symbol(), one.first(), one.last(), one.isDelisted(listings) ? "delisted" : "listed"));
        }
        table.endWithCount();
        return Program.OK;
    }
}

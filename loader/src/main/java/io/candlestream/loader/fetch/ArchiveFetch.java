package io.candlestream.loader.fetch;

import io.candlestream.loader.archive.SymbolPattern;
import io.candlestream.runtime.retry.Backoff;
import io.candlestream.runtime.retry.Retry;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** What one command fetches, as the settings say. */
public record ArchiveFetch(Settings settings, MarketFolder market, ArchivedSeries series, Path folder) {
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);
    /** By the first pause. */
    private static final int LONGEST_PAUSE = 64;

    private static final long MIB = 1 << 20;

    /**
     * What came of it, in files.
     *
     * @param bytes of those that were fetched
     */
    public record Result(int fetched, int again, int present, int missing, long bytes) {
        Result plus(Result other) {
            return new Result(
                    fetched + other.fetched,
                    again + other.again,
                    present + other.present,
                    missing + other.missing,
                    bytes + other.bytes);
        }
    }

    /**
     * Fetches the files of {@code symbols}, which may have stars in them.
     *
     * @param top of them so many alone, those that are traded most; empty for all
     * @param notes gets a line about each file that was uploaded again, or is missing
     * @throws FatalException in one line, when a file cannot be fetched; those before it stay
     */
    public Result run(
            Collection<String> symbols, OptionalInt top, YearMonth from, YearMonth to, Consumer<String> notes) {
        Sources sources = sources();
        FetchJob job = new FetchJob(
                sources.archive,
                market,
                series,
                folder,
                LocalDate.now(ZoneOffset.UTC),
                settings.number("fetch.parallel", 1, 16),
                sources.retry,
                notes);
        return job.run(named(sources, symbols, top), from, to);
    }

    /**
     * When the first and the last candles of {@code symbols} are, which may have stars in them, as the names of the archive's files tell.
     *
     * @throws FatalException in one line, when the archive does not answer
     */
    public List<Listing> listings(Collection<String> symbols, OptionalInt top) {
        Sources sources = sources();
        ExecutorService workers = Executors.newFixedThreadPool(settings.number("fetch.parallel", 1, 16));
        try {
            List<Future<Optional<Listing>>> all = new ArrayList<>();
            for (String symbol : named(sources, symbols, top)) {
                all.add(workers.submit(() -> sources.archive.asked(
                        sources.retry,
                        "list the files of " + symbol,
                        () -> Listing.of(sources.archive, market, series, symbol))));
            }
            List<Listing> listings = new ArrayList<>();
            for (Future<Optional<Listing>> one : all) {
                one.get().ifPresent(listings::add);
            }
            return listings;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while it asked", e);
        } finally {
            workers.shutdownNow();
        }
    }

    private record Sources(PublicArchive archive, HttpClient client, Retry retry, Duration deadline) {}

    private Sources sources() {
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(CONNECT_PATIENCE).build();
        PublicArchive archive = new PublicArchive(
                client,
                url("fetch.url"),
                url("fetch.list-url"),
                settings.number("fetch.most-mib", 1, 1 << 20) * MIB,
                settings.duration("fetch.deadline"));
        Duration pause = settings.duration("fetch.pause");
        Retry retry = Retry.times(
                settings.number("fetch.attempts", 1, 100), Backoff.between(pause, pause.multipliedBy(LONGEST_PAUSE)));
        return new Sources(archive, client, retry, settings.duration("fetch.deadline"));
    }

    private URI url(String path) {
        return settings.parsed(
                path,
                text -> Optional.of(text.replaceFirst("/+$", ""))
                        .filter(address -> address.matches("https?://[^\\s/]+(/\\S*)?"))
                        .map(URI::create),
                "an address such as https://data.binance.vision is needed");
    }

    private SortedSet<String> named(Sources sources, Collection<String> symbols, OptionalInt top) {
        if (top.isPresent()) {
            return top(sources, symbols, top.getAsInt());
        }
        SortedSet<String> named = new TreeSet<>();
        SortedSet<String> listed = new TreeSet<>();
        for (String symbol : symbols) {
            if (!symbol.contains("*")) {
                named.add(symbol);
                continue;
            }
            if (listed.isEmpty()) {
                listed.addAll(sources.archive.asked(
                        sources.retry,
                        "list the symbols of " + sources.archive.listUrl(),
                        () -> sources.archive.symbols(market, series)));
            }
            SortedSet<String> found = new TreeSet<>(listed);
            found.removeIf(name -> !SymbolPattern.matches(symbol, name));
            if (found.isEmpty()) {
                throw new FatalException("Cannot fetch " + symbol + ": none of the " + listed.size()
                        + " symbols of the archive is like that (--symbols)");
            }
            named.addAll(found);
        }
        return named;
    }

    private SortedSet<String> top(Sources sources, Collection<String> symbols, int most) {
        if (market != MarketFolder.SPOT) {
            throw new FatalException("Cannot choose the top " + most + " of " + market
                    + ": the exchange's listing that is asked is of spot (--symbols names pairs)");
        }
        ExchangeListing listing = new ExchangeListing(sources.client, url("rest-url"), sources.deadline);
        SortedSet<String> named = new TreeSet<>(sources.archive.asked(
                sources.retry,
                "list the pairs of " + listing.rest(),
                () -> listing.top(
                        most, name -> symbols.stream().anyMatch(pattern -> SymbolPattern.matches(pattern, name)))));
        if (named.isEmpty()) {
            throw new FatalException(
                    "Cannot fetch " + String.join(",", symbols) + ": the exchange trades none (--symbols)");
        }
        return named;
    }
}

package io.candlestream.loader.fetch;

import io.candlestream.runtime.retry.Backoff;
import io.candlestream.runtime.retry.Retry;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.schema.Interval;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What one command fetches, as the settings say. */
public record ArchiveFetch(Settings settings, MarketFolder market, Interval interval, Path folder) {
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
     * @param notes gets a line about each file that was uploaded again, or is missing
     * @throws FatalException in one line, when a file cannot be fetched; those before it stay
     */
    public Result run(Collection<String> symbols, YearMonth from, YearMonth to, Consumer<String> notes) {
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
        FetchJob job = new FetchJob(
                archive,
                market,
                interval,
                folder,
                LocalDate.now(ZoneOffset.UTC),
                settings.number("fetch.parallel", 1, 16),
                retry,
                notes);
        return job.run(named(archive, retry, symbols), from, to);
    }

    private URI url(String path) {
        return settings.parsed(
                path,
                text -> Optional.of(text.replaceFirst("/+$", ""))
                        .filter(address -> address.matches("https?://[^\\s/]+(/\\S*)?"))
                        .map(URI::create),
                "an address such as https://data.binance.vision is needed");
    }

    private SortedSet<String> named(PublicArchive archive, Retry retry, Collection<String> symbols) {
        SortedSet<String> named = new TreeSet<>();
        SortedSet<String> listed = new TreeSet<>();
        for (String symbol : symbols) {
            if (!symbol.contains("*")) {
                named.add(symbol);
                continue;
            }
            if (listed.isEmpty()) {
                listed.addAll(archive.asked(
                        retry, "list the symbols of " + archive.listUrl(), () -> archive.symbols(market)));
            }
            Pattern pattern = Pattern.compile(symbol.replace("*", ".*"));
            SortedSet<String> found = new TreeSet<>(listed);
            found.removeIf(name -> !pattern.matcher(name).matches());
            if (found.isEmpty()) {
                throw new FatalException("Cannot fetch " + symbol + ": none of the " + listed.size()
                        + " symbols of the archive is like that (--symbols)");
            }
            named.addAll(found);
        }
        return named;
    }
}

package io.candlestream.certify;

import io.candlestream.history.History;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.schema.Interval;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The options of the command {@code certify}, of whichever store. */
public final class CertifyOptions {
    private static final int MOST_BACK = 366;

    @Option(names = "--day", paramLabel = "DATE", description = "the day, in UTC (default: yesterday)")
    Optional<LocalDate> day = Optional.empty();

    @Option(names = "--from", paramLabel = "DATE", description = "the first of several days")
    private Optional<LocalDate> from = Optional.empty();

    @Option(names = "--to", paramLabel = "DATE", description = "their end, excluded (default: today)")
    private Optional<LocalDate> to = Optional.empty();

    @Option(
            names = "--symbols",
            split = ",",
            paramLabel = "SYMBOL",
            description = "such as BTCUSDT,ETHUSDT (default: all)")
    private List<String> symbols = List.of();

    @Option(
            names = "--stream",
            paramLabel = "NAME",
            split = ",",
            description = "klines, trades or agg_trades (default: all)")
    private List<CertifiedStream> streams = List.of();

    @Option(names = "--interval", paramLabel = "INTERVAL", description = "of candles (default: all)")
    private Optional<String> interval = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "folder of archive files, as a witness; their checksums go into the certificate")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--key", paramLabel = "FILE", description = "the private key that signs, PKCS#8 in PEM")
    private Optional<Path> key = Optional.empty();

    @Option(names = "--new-key", paramLabel = "FILE", description = "make such a key, and FILE.pub; nothing else")
    Optional<Path> newKey = Optional.empty();

    @Option(names = "--folder", paramLabel = "DIR", description = "where the files go (default: ./certificates)")
    Path folder = Path.of("certificates");

    @Option(
            names = "--successor",
            description = "where a day has a certificate that says otherwise, make its successor, which names it")
    boolean successor;

    @Option(
            names = "--dataset",
            paramLabel = "FILE",
            description = "describe these days as a data set in FILE.toml, which reproduce makes again; sign nothing")
    Optional<Path> dataset = Optional.empty();

    @Option(
            names = "--check",
            paramLabel = "FILE",
            description = "compare this certificate, or data set (.toml), with the store")
    Optional<Path> check = Optional.empty();

    @Option(
            names = "--trust",
            paramLabel = "FILE|KEY",
            description = "the public key that has to have signed it: a file, or ed25519:...")
    Optional<String> trust = Optional.empty();

    @Option(
            names = "--follow",
            description =
                    "run on, and certify each day once it has ended; one that is not proved yet is looked at again"
                            + " each hour")
    private boolean follow;

    @Option(names = "--at", paramLabel = "HH:MM", description = "when a day counts as ended, in UTC (default: 00:30)")
    LocalTime at = LocalTime.of(0, 30);

    @Option(
            names = "--back",
            paramLabel = "DAYS",
            description = "how many days back --follow looks for days that are not certified (default: 7)")
    private int back = 7;

    @Option(names = "--json", description = "print what was found as JSON")
    boolean json;

    /**
     * The archive files as a store.
     *
     * @throws SettingsException when no folder is named
     */
    public DayStore archive() {
        return new ArchiveDays(data.orElseThrow(
                () -> new SettingsException("Cannot read archive files: no folder is named (--data DIR)")));
    }

    /**
     * Whether to run on.
     *
     * @throws SettingsException when other days are named
     */
    boolean follow() {
        if (follow && (day.isPresent() || from.isPresent() || to.isPresent())) {
            throw new SettingsException(
                    "Cannot follow: it finds its days by itself (--back DAYS), no --day, --from or --to");
        }
        if (back < 1 || back > MOST_BACK) {
            throw new SettingsException(
                    "Cannot look back " + back + " days: 1 to " + MOST_BACK + " are possible (--back)");
        }
        return follow;
    }

    /** The days to look at, oldest first: those that have ended, as {@link #at} has it. */
    List<LocalDate> backward(Instant now) {
        LocalDate end = Certification.today(now.minusSeconds(at.toSecondOfDay()));
        return end.minusDays(back).datesUntil(end).toList();
    }

    /** @throws SettingsException when none is named */
    Path key() {
        return key.orElseThrow(() -> new SettingsException(
                "Cannot certify: no key to sign with (--key FILE; certify --new-key FILE makes one)"));
    }

    Set<CertifiedStream> streams() {
        return streams.isEmpty() ? EnumSet.allOf(CertifiedStream.class) : EnumSet.copyOf(streams);
    }

    boolean wants(CertifiedPair pair) {
        return (symbols.isEmpty()
                        || symbols.stream()
                                .map(symbol -> symbol.strip().toUpperCase(Locale.ROOT))
                                .anyMatch(pair.symbol()::equals))
                && (pair.interval().isEmpty()
                        || interval.isEmpty()
                        || interval.get().equals(pair.interval()));
    }

    /**
     * The first day, and behind it the end, excluded.
     *
     * @throws SettingsException when they do not follow each other, or one has not ended
     */
    List<LocalDate> days(Instant now) {
        LocalDate today = Certification.today(now);
        LocalDate first = day.or(() -> from).orElse(today.minusDays(1));
        LocalDate end = day.map(one -> one.plusDays(1)).or(() -> to).orElse(today);
        if (day.isPresent() && (from.isPresent() || to.isPresent())) {
            throw new SettingsException("Cannot certify: --day, or --from and --to");
        }
        if (!first.isBefore(end)) {
            throw new SettingsException("Cannot certify: " + first + " is not before " + end + " (--from, --to)");
        }
        if (end.isAfter(today)) {
            throw new SettingsException("Cannot certify " + end.minusDays(1) + ": the day has not ended");
        }
        return List.of(first, end);
    }

    /** @param exchange the candles of an interval as the exchange tells them; empty where nobody shall ask it */
    List<Witness> witnesses(Optional<Function<Interval, History>> exchange) {
        List<Witness> witnesses = new ArrayList<>();
        data.ifPresent(files -> witnesses.add(new ArchiveDays(files)));
        exchange.ifPresent(candles -> witnesses.add(new ExchangeWitness(candles)));
        return witnesses;
    }
}

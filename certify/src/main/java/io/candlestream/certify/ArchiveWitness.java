package io.candlestream.certify;

import io.candlestream.history.archive.ArchiveKlines;
import io.candlestream.history.archive.ArchivedById;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.schema.Interval;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The archive files in a folder. */
final class ArchiveWitness implements Witness {
    /** A day, a month, or both ends of a stretch in the name of a file. */
    private static final Pattern DATES = Pattern.compile("(\\d{8})-(\\d{8})|\\d{4}-\\d{2}(-\\d{2})?");

    private final Path folder;
    private final List<Path> files;
    private final Map<Path, String> checksums = new HashMap<>();

    /** @throws SettingsException when there is no such folder */
    ArchiveWitness(Path folder) {
        this.folder = folder;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new SettingsException("Cannot read " + folder + ": no such folder (--data)", e);
        }
    }

    @Override
    public String name() {
        return "archive";
    }

    @Override
    public Optional<SortedMap<LocalDate, PairDay>> days(CertifiedPair pair, long from, long to) {
        if (of(pair).findAny().isEmpty()) {
            return Optional.empty();
        }
        try {
            WitnessedRows rows = new WitnessedRows(pair);
            return Optional.of(
                    switch (pair.stream()) {
                        case KLINES -> {
                            Interval interval = Interval.ofCode(pair.interval()).orElseThrow();
                            yield rows.candles(
                                    ArchiveKlines.in(folder, interval).candles(pair.symbol(), from, to - 1));
                        }
                        case TRADES ->
                            rows.trades(ArchivedById.trades(folder)
                                    .between(pair.symbol(), from, to - 1, OptionalLong.empty()));
                        case AGG_TRADES ->
                            rows.aggregates(ArchivedById.aggTrades(folder)
                                    .between(pair.symbol(), from, to - 1, OptionalLong.empty()));
                    });
        } catch (IllegalArgumentException e) { // what a file has to be refused for
            throw new SettingsException(e.getMessage(), e);
        }
    }

    private Stream<Path> of(CertifiedPair pair) {
        String content =
                switch (pair.stream()) {
                    case KLINES -> pair.interval();
                    case TRADES -> "trades";
                    case AGG_TRADES -> "aggTrades";
                };
        String begin = pair.symbol() + "-" + content;
        return files.stream().filter(file -> {
            String name = file.getFileName().toString();
            return name.length() > begin.length()
                    && name.substring(0, pair.symbol().length())
                            .toUpperCase(Locale.ROOT)
                            .equals(pair.symbol())
                    && name.startsWith("-" + content, pair.symbol().length())
                    && "-. ".indexOf(name.charAt(begin.length())) >= 0
                    && name.matches(".*(?i:csv|csv\\.gz|zip)");
        });
    }

    @Override
    public boolean knows(CertifiedPair pair, LocalDate day) {
        return of(pair).anyMatch(file -> mayHold(file.getFileName().toString(), day));
    }

    @Override
    public List<Map<String, Object>> files(CertifiedPair pair, LocalDate day) {
        List<Map<String, Object>> found = new ArrayList<>();
        of(pair).filter(file -> mayHold(file.getFileName().toString(), day)).forEach(file -> {
            Map<String, Object> data = new TreeMap<>();
            data.put("file", file.getFileName().toString());
            data.put("sha256", checksums.computeIfAbsent(file, ArchiveWitness::checksum));
            found.add(data);
        });
        return found;
    }

    /** By its name; one whose name tells no date may. */
    static boolean mayHold(String name, LocalDate day) {
        Matcher dates = DATES.matcher(name);
        if (!dates.find()) {
            return true;
        }
        String basic = day.toString().replace("-", "");
        return dates.group(1) == null
                ? day.toString().startsWith(dates.group())
                : dates.group(1).compareTo(basic) <= 0 && basic.compareTo(dates.group(2)) <= 0;
    }

    private static String checksum(Path file) {
        MessageDigest digest = HourHashes.sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new FatalException("Cannot read " + file + ": " + e.getMessage(), e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}

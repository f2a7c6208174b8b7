package io.candlestream.certify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.schema.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A data set that others can make again: which rows it is made of, and the root over the hashes of their days. docs/certificates.md describes
 * the file.
 *
 * @param name a word, as a folder may be called
 * @param interval of candles; empty without them
 * @param market spot, um or cm: in which of the archive's markets its files are
 * @param to the end, excluded
 * @param archive the address of the archive that has its files; empty for the exchange's own
 * @param days what is known of each day that has rows; empty where the file names the root alone
 */
public record DataSet(
        String name,
        Set<CertifiedStream> streams,
        List<String> symbols,
        String interval,
        String market,
        LocalDate from,
        LocalDate to,
        String root,
        Optional<String> archive,
        SortedMap<CertifiedPair, SortedMap<LocalDate, DayHash>> days) {
    static final String FORMAT = "candlestream dataset 1";

    static final String SPOT = "spot";
    private static final Set<String> KEYS = Set.of(
            "format", "name", "streams", "symbols", "interval", "market", "from", "to", "root", "archive", "days");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern SYMBOL = Pattern.compile("[\\p{Lu}\\p{Lo}\\p{N}_]{1,30}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s/]+(/\\S*)?");
    private static final Pattern DAY = Pattern.compile("(\\S{10}) ([1-9]\\d{0,17}) ([0-9a-f]{64}) ([0-9a-f]{384})");
    private static final ObjectMapper TOML = TomlMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /**
     * Of one day of a pair.
     *
     * @param sha256 of all rows
     * @param hours the first digits of each hour's hash
     */
    record DayHash(long rows, String sha256, String hours) {
        /** That of a day without rows. */
        static final DayHash NONE = new DayHash(0, "", "");
    }

    /** The pairs in the order of the leaves; their assets are not known. */
    List<CertifiedPair> pairs() {
        List<CertifiedPair> pairs = new ArrayList<>();
        for (CertifiedStream stream : streams) {
            for (String symbol : symbols) {
                pairs.add(
                        stream == CertifiedStream.KLINES
                                ? CertifiedPair.candles(symbol, interval, "")
                                : CertifiedPair.events(stream, symbol));
            }
        }
        return pairs.stream().sorted().toList();
    }

    /** Its streams as a person types them. */
    public List<String> streamNames() {
        return streams.stream().map(CertifiedStream::toString).toList();
    }

    /** Whether it has candles and nothing else. */
    public boolean isOfCandles() {
        return streams.equals(EnumSet.of(CertifiedStream.KLINES));
    }

    /** Whether its pairs are of spot, as those of the live stream are. */
    public boolean isOfSpot() {
        return market.equals(SPOT);
    }

    /** Whether its days are whole months, as the archive's files are. */
    public boolean isOfMonths() {
        return from.getDayOfMonth() == 1 && to.getDayOfMonth() == 1;
    }

    /** The root over the days of all pairs, by pair and day; a day without rows is no leaf. */
    static String root(SortedMap<CertifiedPair, SortedMap<LocalDate, DayHash>> days) {
        return Certificate.root(days.values().stream()
                .flatMap(one -> one.values().stream())
                .map(DayHash::sha256)
                .toList());
    }

    /** Whether {@code file} is such a file by its name. */
    static boolean isNamed(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".toml");
    }

    /** The name of the data set that {@code file} will describe. */
    static String name(Path file) {
        String name = String.valueOf(file.getFileName()).replaceFirst("(?i)\\.toml$", "");
        if (!isNamed(file) || !NAME.matcher(name).matches()) {
            throw new SettingsException("Cannot write the data set " + file
                    + ": a name of letters, digits and . _ - that ends with .toml is needed (--dataset)");
        }
        return name;
    }

    /** The whole file. */
    String text() {
        StringBuilder text = new StringBuilder(
                "# A data set of Candlestream: ./candlestream reproduce FILE makes it again. docs/certificates.md tells more.\n");
        line(text, "format", quoted(FORMAT));
        line(text, "name", quoted(name));
        line(text, "streams", list(streamNames()));
        line(text, "symbols", list(symbols));
        if (!interval.isEmpty()) {
            line(text, "interval", quoted(interval));
        }
        line(text, "market", quoted(market));
        line(text, "from", quoted(from.toString()));
        line(text, "to", quoted(to.toString()));
        line(text, "root", quoted(root));
        archive.ifPresent(address -> line(text, "archive", quoted(address)));
        CertifiedStream stream = null;
        for (Map.Entry<CertifiedPair, SortedMap<LocalDate, DayHash>> pair : days.entrySet()) {
            if (pair.getKey().stream() != stream) {
                stream = pair.getKey().stream();
                text.append(
                                "\n# By symbol a line a day: rows, SHA-256, and the first digits of that of each hour.\n[days.")
                        .append(stream)
                        .append("]\n");
            }
            text.append(quoted(pair.getKey().symbol())).append(" = [\n");
            pair.getValue().forEach((day, hash) -> text.append("  ")
                    .append(quoted(day + " " + hash.rows + " " + hash.sha256 + " " + hash.hours))
                    .append(",\n"));
            text.append("]\n");
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String key, String value) {
        text.append(key).append(" = ").append(value).append('\n');
    }

    private static String list(List<String> texts) {
        return "[" + String.join(", ", texts.stream().map(DataSet::quoted).toList()) + "]";
    }

    /** None of these texts has a quotation mark or a backslash in it. */
    private static String quoted(String text) {
        return '"' + text + '"';
    }

    /**
     * Reads a file, and holds its days against its root.
     *
     * @throws SettingsException in one line, when it is none
     */
    public static DataSet read(Path file) {
        try {
            return new Reading(file, TOML.readTree(Files.readString(file))).dataSet();
        } catch (JsonProcessingException e) {
            throw new SettingsException(
                    "Cannot read the data set " + file + ": it is no TOML, "
                            + e.getOriginalMessage().lines().findFirst().orElse("")
                            + (e.getLocation() == null
                                    ? ""
                                    : " (line " + e.getLocation().getLineNr() + ")"),
                    e);
        } catch (IOException e) {
            String why = e instanceof NoSuchFileException ? "no such file" : e.toString();
            throw new SettingsException("Cannot read the data set " + file + ": " + why, e);
        }
    }

    /** Takes what was parsed, and refuses each field that is not as it has to be. */
    private record Reading(Path file, JsonNode all) {
        DataSet dataSet() {
            all.fieldNames().forEachRemaining(key -> {
                if (!KEYS.contains(key)) {
                    throw refused(key + " is no field of it; there are "
                            + String.join(", ", KEYS.stream().sorted().toList()));
                }
            });
            text("format", FORMAT::equals, "\"" + FORMAT + "\"");
            Set<CertifiedStream> streams = EnumSet.noneOf(CertifiedStream.class);
            texts(
                            "streams",
                            name -> CertifiedStream.called(name).isPresent(),
                            "one or more of klines, trades and agg_trades")
                    .forEach(name -> streams.add(CertifiedStream.called(name).orElseThrow()));
            boolean candles = streams.contains(CertifiedStream.KLINES);
            if (!candles && all.has("interval")) {
                throw refused("interval is of klines alone, which are not among its streams");
            }
            DataSet read = new DataSet(
                    text("name", name -> NAME.matcher(name).matches(), "a name of letters, digits and . _ -"),
                    streams,
                    texts("symbols", symbol -> SYMBOL.matcher(symbol).matches(), "symbols such as \"BTCUSDT\"").stream()
                            .sorted()
                            .distinct()
                            .toList(),
                    candles
                            ? text("interval", code -> Interval.ofCode(code).isPresent(), "one of " + Interval.codes())
                            : "",
                    all.has("market") ? text("market", Set.of(SPOT, "um", "cm")::contains, "spot, um or cm") : SPOT,
                    date("from"),
                    date("to"),
                    text("root", HASH.asMatchPredicate(), "64 hexadecimal digits"),
                    all.has("archive")
                            ? Optional.of(text(
                                    "archive",
                                    ADDRESS.asMatchPredicate(),
                                    "an address such as https://data.binance.vision"))
                            : Optional.empty(),
                    new TreeMap<>());
            if (!read.from.isBefore(read.to)) {
                throw refused("from " + read.from + " is not before to " + read.to);
            }
            days(read);
            return read;
        }

        private SettingsException refused(String why) {
            return new SettingsException("Cannot read the data set " + file + ": " + why);
        }

        private String text(String key, Predicate<String> right, String needed) {
            JsonNode node = all.path(key);
            if (!node.isTextual() || !right.test(node.asText())) {
                throw refused(
                        key + (node.isTextual() ? " = \"" + node.asText() + "\"" : "") + ": " + needed + " is needed");
            }
            return node.asText();
        }

        private List<String> texts(String key, Predicate<String> right, String needed) {
            List<String> texts = new ArrayList<>();
            all.path(key).forEach(node -> texts.add(node.asText()));
            if (!all.path(key).isArray() || texts.isEmpty() || !texts.stream().allMatch(right)) {
                throw refused(key + ": a list of " + needed + " is needed");
            }
            return texts;
        }

        private LocalDate date(String key) {
            return LocalDate.parse(text(key, text -> parsed(text).isPresent(), "a day such as \"2026-02-10\""));
        }

        private static Optional<LocalDate> parsed(String text) {
            try {
                return Optional.of(LocalDate.parse(text));
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        }

        /** Days are all there, or none: else they would be of another root. */
        private void days(DataSet read) {
            if (!all.has("days")) {
                return;
            }
            all.path("days")
                    .fields()
                    .forEachRemaining(stream -> stream.getValue().fieldNames().forEachRemaining(symbol -> {
                        if (read.streams.stream()
                                        .noneMatch(one -> one.toString().equals(stream.getKey()))
                                || !read.symbols.contains(symbol)) {
                            throw refused(
                                    "days." + stream.getKey() + "." + symbol + " is none of its streams and symbols");
                        }
                    }));
            Function<CertifiedPair, JsonNode> lines =
                    pair -> all.path("days").path(pair.stream().toString()).path(pair.symbol());
            for (CertifiedPair pair : read.pairs()) {
                SortedMap<LocalDate, DayHash> own = new TreeMap<>();
                lines.apply(pair).forEach(line -> day(read, pair, line.asText(), own));
                if (!own.isEmpty()) {
                    read.days.put(pair, own);
                }
            }
            if (!root(read.days).equals(read.root)) {
                throw refused("its root is not that of its days");
            }
        }

        private void day(DataSet read, CertifiedPair pair, String line, SortedMap<LocalDate, DayHash> own) {
            Matcher parts = DAY.matcher(line);
            Optional<LocalDate> day = parts.matches() ? parsed(parts.group(1)) : Optional.empty();
            if (day.isEmpty() || day.get().isBefore(read.from) || !day.get().isBefore(read.to)) {
                throw refused("days." + pair.stream() + "." + pair.symbol()
                        + ": each line is a day of the range, its rows, its SHA-256 and the digits of its hours");
            }
            own.put(day.get(), new DayHash(Long.parseLong(parts.group(2)), parts.group(3), parts.group(4)));
        }
    }
}

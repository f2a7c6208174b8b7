package io.candlestream.history.archive;

import io.candlestream.schema.Interval;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a kline archive file tells; the archive calls a month {@code 1mo}.
 *
 * @param ofMonth whether the file is about a whole month, by its name
 */
record ArchiveName(String symbol, Interval interval, boolean ofMonth) {
    private static final String INTERVAL = "\\d{1,2}(?:s|mo|m|h|d|w|M)";
    private static final Pattern NAME =
            Pattern.compile("([\\p{L}\\p{N}]+(?:_[\\p{L}\\p{N}]+)?)-(" + INTERVAL + ")([-. ].*?)(?i:csv|csv\\.gz|zip)");
    /** Names such as BTC-USDT-1m-2025-01.csv, BTCUSDT_1m.csv and BTCUSDT-1m-2025-01.txt, which may well be klines. */
    private static final Pattern ALIKE =
            Pattern.compile(".*[-_ ]" + INTERVAL + "(?:[-_. ].*)?\\.(?i:csv|csv\\.gz|zip|txt|tsv)");

    private static final Pattern MONTH = Pattern.compile("-\\d{4}-\\d{2}(?!\\d|-\\d).*");

    /**
     * Empty for a file that is no kline archive.
     *
     * @throws IllegalArgumentException when it looks like one whose symbol or interval cannot be read
     */
    static Optional<ArchiveName> of(String file) {
        Matcher matcher = NAME.matcher(file);
        if (matcher.matches()) {
            Optional<Interval> interval = Interval.ofCode(matcher.group(2).replace("mo", "M"));
            if (interval.isPresent()) {
                return Optional.of(new ArchiveName(
                        matcher.group(1).toUpperCase(Locale.ROOT),
                        interval.get(),
                        MONTH.matcher(matcher.group(3)).matches()));
            }
        }
        if (ALIKE.matcher(file).matches()) {
            throw new IllegalArgumentException("its name tells no symbol and interval: SYMBOL-INTERVAL-... with .csv,"
                    + " .csv.gz or .zip is needed, such as BTCUSDT-1m-2026-02.zip");
        }
        return Optional.empty();
    }
}

package io.candlestream.history.archive;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of an archive file tells.
 *
 * @param content what is in the file: an interval, such as {@code 1m}, or {@code trades}
 * @param ofMonth whether the file is about a whole month, by its name
 * @param days the days that it is about; empty where the name tells more or less than one day or month
 */
record ArchiveName(String symbol, String content, boolean ofMonth, Optional<Days> days) {
    /** In UTC, the end excluded. */
    record Days(LocalDate first, LocalDate end) {}

    private static final String SYMBOL = "([\\p{L}\\p{N}]+(?:_[\\p{L}\\p{N}]+)?)";
    private static final String REST = "([-. ].*?)(?i:csv|csv\\.gz|zip)";
    private static final Pattern MONTH = Pattern.compile("-\\d{4}-\\d{2}(?!\\d|-\\d).*");
    private static final Pattern TIME = Pattern.compile("-(\\d{4}-\\d{2})(-\\d{2})?\\.");

    /** What the names of files are like that hold {@code content}, a regular expression without groups. */
    static Pattern pattern(String content) {
        return Pattern.compile(SYMBOL + "-(" + content + ")" + REST);
    }

    /** What {@code file} tells by a pattern of {@link #pattern}; empty when it is another name. */
    static Optional<ArchiveName> of(String file, Pattern pattern) {
        Matcher matcher = pattern.matcher(file);
        return matcher.matches()
                ? Optional.of(new ArchiveName(
                        matcher.group(1).toUpperCase(Locale.ROOT),
                        matcher.group(2),
                        MONTH.matcher(matcher.group(3)).matches(),
                        days(matcher.group(3))))
                : Optional.empty();
    }

    private static Optional<Days> days(String time) {
        Matcher matcher = TIME.matcher(time);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            LocalDate first = LocalDate.parse(
                    matcher.group(1) + Optional.ofNullable(matcher.group(2)).orElse("-01"));
            return Optional.of(new Days(first, matcher.group(2) == null ? first.plusMonths(1) : first.plusDays(1)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The same of a file with this content. */
    ArchiveName with(String other) {
        return new ArchiveName(symbol, other, ofMonth, days);
    }
}

package io.candlestream.loader.archive;

import io.candlestream.schema.Interval;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of the archive, a month or a day of one symbol's klines, by its name.
 *
 * @param day the day that it is about; empty for a whole month
 */
public record KlineFile(Path path, String symbol, Interval interval, YearMonth month, Optional<LocalDate> day) {
    private static final Pattern NAME = Pattern.compile(
            "([\\p{L}\\p{N}]+(?:_[\\p{L}\\p{N}]+)?)-(\\d{1,2}(?:s|mo|m|h|d|w))-(\\d{4})-(\\d{2})(?:-(\\d{2}))?\\.(?:zip|csv)");

    /** What the name of {@code path} tells; empty when it is another name. */
    public static Optional<KlineFile> of(Path path) {
        Matcher name = NAME.matcher(path.getFileName().toString());
        if (!name.matches()) {
            return Optional.empty();
        }
        try {
            YearMonth month = YearMonth.of(Integer.parseInt(name.group(3)), Integer.parseInt(name.group(4)));
            Optional<LocalDate> day =
                    Optional.ofNullable(name.group(5)).map(text -> month.atDay(Integer.parseInt(text)));
            return Interval.ofCode(name.group(2).replace("mo", "M"))
                    .map(interval -> new KlineFile(path, name.group(1).toUpperCase(Locale.ROOT), interval, month, day));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The first moment of its time, epoch milliseconds. */
    long from() {
        return milli(day.orElse(month.atDay(1)));
    }

    /** The first moment after its time. */
    long to() {
        return milli(
                day.map(date -> date.plusDays(1)).orElse(month.plusMonths(1).atDay(1)));
    }

    private static long milli(LocalDate date) {
        return date.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }

    boolean zipped() {
        return path.getFileName().toString().endsWith(".zip");
    }
}

package io.candlestream.history;

import io.candlestream.schema.Interval;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the name of a kline archive file tells; the archive calls a month {@code 1mo}. */
record ArchiveName(String symbol, Interval interval) {
    private static final Pattern NAME = Pattern.compile("([^-]+)-(\\d+(?:s|m|h|d|w|mo|M))[-.].*?(?:csv|csv\\.gz|zip)");

    /** Empty for a file that is no kline archive. */
    static Optional<ArchiveName> of(Path file) {
        Matcher matcher = NAME.matcher(file.getFileName().toString());
        return matcher.matches()
                ? Interval.ofCode(matcher.group(2).replace("mo", "M"))
                        .map(interval -> new ArchiveName(matcher.group(1), interval))
                : Optional.empty();
    }
}

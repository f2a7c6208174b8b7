package io.candlestream.sandbox.run;

import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a length of time on a command line, such as {@code 60s}, {@code 5m} or {@code 2h}. */
public final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        if (!text.matches("[1-9]\\d{0,8}[smh]")) {
            throw new TypeConversionException("'" + text + "' is no time; 60s, 5m and 2h are");
        }
        return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    }
}

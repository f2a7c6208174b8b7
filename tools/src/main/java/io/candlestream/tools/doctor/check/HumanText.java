package io.candlestream.tools.doctor.check;

import java.time.Duration;
import java.util.Locale;

/** Numbers and times as a person says them. */
public final class HumanText {
    private HumanText() {}

    /** Such as {@code 1 record} and {@code 12,000 records}. */
    public static String count(long number, String what) {
        String plural = what.matches(".*[^aeiou]y") ? what.replaceFirst("y$", "ies") : what + "s";
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? what : plural);
    }

    /** The greatest unit that fits, such as {@code 3 days} or {@code 0.4 s}. */
    public static String span(Duration time) {
        if (time.toDays() > 0) {
            return count(time.toDays(), "day");
        }
        if (time.toHours() > 0) {
            return count(time.toHours(), "hour");
        }
        return time.toMinutes() > 0
                ? count(time.toMinutes(), "minute")
                : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }

    /** Such as {@code 1.5 GB}. */
    public static String size(long bytes) {
        long mega = bytes >> 20;
        return mega < 1024 ? mega + " MB" : String.format(Locale.ROOT, "%.1f GB", mega / 1024.0);
    }
}

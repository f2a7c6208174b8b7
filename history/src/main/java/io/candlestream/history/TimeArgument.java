package io.candlestream.history;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** A point in time as a person types it. */
public final class TimeArgument {
    private TimeArgument() {}

    /**
     * The time in {@code text}, such as {@code 2021-04-25T04:01:00Z} or without the seconds, or the midnight in UTC with which the day begins, such as
     * {@code 2021-04-25}.
     *
     * @throws IllegalArgumentException when it is neither
     */
    public static Instant parse(String text) {
        try {
            return text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "'" + text
                            + "' is no time: a day such as 2021-04-25 or a time such as 2021-04-25T04:01:00Z is needed",
                    e);
        }
    }

    /** {@code time} as {@link #parse} takes it, as short as can be: {@code 2021-04-25T04:01Z}. */
    public static String text(Instant time) {
        return time.atOffset(ZoneOffset.UTC).toString();
    }
}

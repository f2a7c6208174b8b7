package io.candlestream.history;

import io.candlestream.runtime.settings.SettingsException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;

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

    /**
     * Refuses an end that is not behind the begin; where one of them is not given, the other may be any.
     *
     * @param verb what was to be done, for the message
     * @throws SettingsException that names both
     */
    public static void requireOrder(String verb, Optional<Instant> from, Optional<Instant> to) {
        if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
            throw new SettingsException("Cannot " + verb + " from " + text(from.get()) + " to " + text(to.get())
                    + ": the end has to come after");
        }
    }

    /** {@code time} as {@link #parse} takes it, as short as can be: {@code 2021-04-25T04:01Z}. */
    public static String text(Instant time) {
        return time.atOffset(ZoneOffset.UTC).toString();
    }
}

package io.candlestream.dashboard.web;

import io.candlestream.dashboard.candle.IntervalChoices;
import io.candlestream.schema.Interval;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** The parameters of a request; a bad one is refused by name, value and reason. */
record RequestParams(Context context) {
    private static final int BARS = 500;
    private static final int MOST_BARS = 2000;
    private static final int LONGEST_NAME = 100;

    /** Far from the ends of {@code long}. */
    private static final long LATEST = Instant.parse("9999-12-31T00:00:00Z").toEpochMilli();

    String asset() {
        return optional("asset")
                .filter(name -> name.length() <= LONGEST_NAME)
                .orElseThrow(() -> new BadRequestResponse("Parameter asset: the name of an asset is needed"));
    }

    /** The table's own interval unless another is asked for. */
    Interval interval(IntervalChoices intervals) {
        String codes = intervals.all().stream().map(Interval::code).collect(Collectors.joining(", "));
        return optional("interval")
                .map(code -> intervals
                        .ofCode(code)
                        .orElseThrow(() -> refused("interval", code, "one of " + codes + " is needed")))
                .orElse(intervals.table());
    }

    /** Epoch milliseconds, or a time such as {@code 2024-08-08T00:00:00Z}. */
    OptionalLong time(String name) {
        return optional(name).stream().mapToLong(text -> time(name, text)).findFirst();
    }

    private static long time(String name, String text) {
        try {
            long time = text.matches("\\d+")
                    ? Long.parseLong(text)
                    : Instant.parse(text).toEpochMilli();
            if (time >= 0 && time <= LATEST) {
                return time;
            }
        } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
            // as bad as one that is out of range
        }
        throw refused(name, text, "epoch milliseconds or a time such as 2024-08-08T00:00:00Z is needed");
    }

    int limit() {
        String text = optional("limit").orElse(String.valueOf(BARS));
        if (!text.matches("[1-9]\\d{0,3}") || Integer.parseInt(text) > MOST_BARS) {
            throw refused("limit", text, "a number from 1 to " + MOST_BARS + " is needed");
        }
        return Integer.parseInt(text);
    }

    private Optional<String> optional(String name) {
        return Optional.ofNullable(context.queryParam(name)).filter(text -> !text.isBlank());
    }

    private static BadRequestResponse refused(String name, String value, String reason) {
        return new BadRequestResponse("Parameter " + name + " = " + value + ": " + reason);
    }
}

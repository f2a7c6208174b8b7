package io.candlestream.tools.doctor.topic;

import io.candlestream.schema.Interval;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The texts of a record's fields; none where they could not be looked into. Many wrong bytes can be read as texts: only what
 * they say tells them from a candle.
 */
public record CandleText(Map<String, String> fields) {
    private static final List<String> PRICES = List.of("open", "high", "low", "close");

    /** Why this is no candle of {@code interval}; empty when it is one, as far as a glance tells. */
    Optional<String> trouble(Interval interval) {
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        for (String price : PRICES) {
            if (!fields.getOrDefault(price, "").matches("\\d{1,30}(\\.\\d{1,30})?([Ee][-+]?\\d{1,3})?")) {
                return Optional.of(price + " is no number");
            }
        }
        if (price("low").compareTo(price("high")) > 0) {
            return Optional.of("low is above high");
        }
        return Optional.of(fields.getOrDefault("interval", ""))
                .filter(own -> !own.isEmpty() && !own.equals(interval.code()))
                .map(own -> "its interval is " + own + ", that of the table " + interval.code());
    }

    /** When the exchange made it; empty where that does not stand there. */
    Optional<Instant> eventTime() {
        return time("event_time");
    }

    /** When the producer got it; empty where that does not stand there. */
    Optional<Instant> collectedAt() {
        return time("collected_at");
    }

    private Optional<Instant> time(String field) {
        try {
            return Optional.ofNullable(fields.get(field)).map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private BigDecimal price(String field) {
        return new BigDecimal(fields.get(field));
    }
}

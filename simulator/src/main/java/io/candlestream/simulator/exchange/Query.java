package io.candlestream.simulator.exchange;

import io.candlestream.simulator.channel.RefusedException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The parameters of a request, read as the exchange reads them. */
record Query(Map<String, String> parameters) {
    private static final long LEAST_MICROS = 1_000_000_000_000_000L;

    Optional<String> optional(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
    }

    String mandatory(String name) {
        return optional(name)
                .orElseThrow(() -> new RefusedException(
                        -1102, "Mandatory parameter '" + name + "' was not sent, was empty/null, or malformed."));
    }

    OptionalLong number(String name) {
        String value = optional(name).orElse("");
        if (!value.matches("[0-9]{0,18}")) {
            throw illegal(name, "^[0-9]{1,20}$");
        }
        return value.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(value));
    }

    /** Epoch milliseconds; the exchange takes microseconds too and tells them by their size. */
    OptionalLong time(String name) {
        return number(name).stream()
                .map(time -> time < LEAST_MICROS ? time : time / 1000)
                .findFirst();
    }

    /** The decoded parameters behind the question mark of {@code address}; a plus sign stays one. */
    static Map<String, String> parameters(String address) {
        Map<String, String> parameters = new HashMap<>();
        int mark = address.indexOf('?');
        for (String pair : (mark < 0 ? "" : address.substring(mark + 1)).split("&", -1)) {
            String[] parts = pair.split("=", 2);
            parameters.put(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1]));
        }
        return parameters;
    }

    static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    static RefusedException illegal(String name, String range) {
        return new RefusedException(
                -1100, "Illegal characters found in parameter '" + name + "'; legal range is '" + range + "'.");
    }
}

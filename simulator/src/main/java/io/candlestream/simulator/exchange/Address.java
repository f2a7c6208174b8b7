package io.candlestream.simulator.exchange;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What a client asks for by the address it connects to. */
record Address(List<String> streams, boolean combined, TimeUnit unit) {
    /** Empty for an address that the exchange does not have, or one with too many streams. */
    static Optional<Address> of(String resource) {
        String path = resource.split("\\?", 2)[0];
        Map<String, String> query = parameters(resource.substring(path.length()));
        boolean combined = path.equals("/stream");
        if (!combined && !path.equals("/ws") && !path.startsWith("/ws/")) {
            return Optional.empty();
        }
        String names = combined ? query.getOrDefault("streams", "") : decoded(path.substring(3));
        List<String> streams = Arrays.stream(names.split("/"))
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
        return unit(query.getOrDefault("timeUnit", "MILLISECOND"))
                .filter(unit -> streams.size() <= Connection.MOST_STREAMS)
                .map(unit -> new Address(streams, combined, unit));
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

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static Optional<TimeUnit> unit(String name) {
        return switch (name) {
            case "MILLISECOND", "millisecond" -> Optional.of(TimeUnit.MILLISECONDS);
            case "MICROSECOND", "microsecond" -> Optional.of(TimeUnit.MICROSECONDS);
            default -> Optional.empty();
        };
    }
}

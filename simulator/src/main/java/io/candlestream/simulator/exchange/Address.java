package io.candlestream.simulator.exchange;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What a client asks for by the address it connects to. */
record Address(List<String> streams, boolean combined, TimeUnit unit) {
    /** Empty for an address that the exchange does not have, or one with too many streams. */
    static Optional<Address> of(String resource) {
        String path = resource.split("\\?", 2)[0];
        Map<String, String> query = Query.parameters(resource.substring(path.length()));
        boolean combined = path.equals("/stream");
        if (!combined && !path.equals("/ws") && !path.startsWith("/ws/")) {
            return Optional.empty();
        }
        String names = combined ? query.getOrDefault("streams", "") : Query.decoded(path.substring(3));
        List<String> streams = Arrays.stream(names.split("/"))
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
        return unit(query.getOrDefault("timeUnit", "MILLISECOND"))
                .filter(unit -> streams.size() <= Connection.MOST_STREAMS)
                .map(unit -> new Address(streams, combined, unit));
    }

    private static Optional<TimeUnit> unit(String name) {
        return switch (name) {
            case "MILLISECOND", "millisecond" -> Optional.of(TimeUnit.MILLISECONDS);
            case "MICROSECOND", "microsecond" -> Optional.of(TimeUnit.MICROSECONDS);
            default -> Optional.empty();
        };
    }
}

package io.candlestream.consumer.settings;

import java.util.Map;
import java.util.Optional;

/** Where the settings stand now that had another path before streams, sinks and queries had names. */
final class MovedSettings {
    private static final String CASSANDRA = "cassandra.";

    private static final Map<String, String> NOW_AT = Map.ofEntries(
            Map.entry("topic", "streams.klines.topic"),
            Map.entry("dead-letter-topic", "streams.klines.dead-letter-topic"),
            Map.entry("schema", "streams.klines.schema"),
            Map.entry("interval", "streams.klines.interval"),
            Map.entry("sinks", "streams.klines.sinks"),
            Map.entry("gaps", "streams.gaps.enabled"),
            Map.entry("console-rows", "sinks.console.rows"),
            Map.entry("checkpoint", "queries.live.checkpoint"),
            Map.entry("trigger", "queries.live.trigger"),
            Map.entry("max-offsets-per-trigger", "queries.live.max-offsets-per-trigger"),
            Map.entry("buffer-rows", "queries.live.buffer-rows"),
            Map.entry(CASSANDRA + "table", "streams.klines.table"),
            Map.entry(CASSANDRA + "gaps-table", "streams.gaps.table"));

    private MovedSettings() {}

    /** The path that stands for {@code path} now; empty when it never was a setting. */
    static Optional<String> nowAt(String path) {
        return Optional.ofNullable(NOW_AT.get(path)).or(() -> Optional.of(path)
                .filter(old -> old.startsWith(CASSANDRA))
                .map(old -> "sinks." + old));
    }
}

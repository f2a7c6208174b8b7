package io.candlestream.bench.load;

import java.util.List;
import java.util.Map;

/**
 * A stream that is raced.
 *
 * @param name of its block in the settings
 * @param definition the files in {@code cassandra/} and {@code schemas/} of its table and records, without their ending
 * @param tableVariable names its table to the consumer
 * @param topicVariables name its topic to producer and consumer
 * @param schemaVariables name its schema to both
 * @param switches the variables that switch it on
 */
public record BenchStream(
        String name,
        String definition,
        String tableVariable,
        List<String> topicVariables,
        List<String> schemaVariables,
        Map<String, String> switches) {
    public static final BenchStream KLINES = new BenchStream(
            "klines",
            "assets",
            "ASSET_CASSANDRA_TABLE",
            List.of("ASSET_PRICES_TOPIC"),
            List.of("ASSET_SCHEMA_LOCATION"),
            Map.of());

    public static final BenchStream TRADES = new BenchStream(
            "trades",
            "trades",
            "CANDLESTREAM_CONSUMER_CASSANDRA_TRADES_TABLE",
            List.of("CANDLESTREAM_PRODUCER_TRADES_TOPIC", "CANDLESTREAM_CONSUMER_TRADES_TOPIC"),
            List.of("CANDLESTREAM_PRODUCER_TRADES_SCHEMA", "CANDLESTREAM_CONSUMER_TRADES_SCHEMA"),
            Map.of("CANDLESTREAM_PRODUCER_TRADES", "true", "CANDLESTREAM_CONSUMER_TRADES", "true"));

    public static final List<BenchStream> ALL = List.of(KLINES, TRADES);

    /** That of {@code name}. */
    public static BenchStream of(String name) {
        return ALL.stream()
                .filter(stream -> stream.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

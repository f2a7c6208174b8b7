package io.candlestream.consumer.checkpoint;

import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** What the metadata of earlier versions tells, which knew one stream of klines, its gaps and one table. */
final class EarlierMetadata {
    private static final String KLINES = "klines";
    private static final String GAPS = "gaps";
    private static final String CASSANDRA = "cassandra";
    private static final String NO_TABLE = "none";

    private EarlierMetadata() {}

    /** None when {@code properties} are those of this version. */
    static Map<String, FedStream> streams(Properties properties, Map<String, String> topicIds) {
        Map<String, FedStream> streams = new TreeMap<>();
        String topic = properties.getProperty("topic", "");
        if (!topic.isEmpty()) {
            Map<String, String> facts = new TreeMap<>();
            for (String fact : new String[] {"interval", "schema"}) {
                if (properties.containsKey(fact)) {
                    facts.put(fact, properties.getProperty(fact));
                }
            }
            String table = properties.getProperty("table", NO_TABLE);
            streams.put(
                    KLINES,
                    new FedStream(
                            topic, facts, table.equals(NO_TABLE) ? Map.of() : Map.of(CASSANDRA, "table " + table)));
            if (topicIds.containsKey(topic + ".gaps")) {
                streams.put(GAPS, new FedStream(topic + ".gaps", Map.of(), Map.of()));
            }
        }
        return streams;
    }
}

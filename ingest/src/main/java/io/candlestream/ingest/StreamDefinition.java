package io.candlestream.ingest;

import io.candlestream.ingest.channel.Channel;
import io.candlestream.ingest.channel.Event;
import io.candlestream.ingest.repair.RepairTopics;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * One stream of the producer, as it is set.
 *
 * @param name tells its figures from those of others
 * @param partitions of the topic, if it has to be created
 * @param schema of the topic's records
 */
public record StreamDefinition<E extends Event>(
        String name, Channel<E> channel, List<String> symbols, String topic, int partitions, Schema schema) {

    public StreamDefinition {
        symbols = List.copyOf(symbols);
    }

    Set<String> symbolSet() {
        return Set.copyOf(symbols);
    }

    boolean hasContinuity() {
        return channel.continuity(symbols.get(0)).isPresent();
    }

    RepairTopics topics() {
        return new RepairTopics(topic, schema, topic + ".gaps");
    }
}

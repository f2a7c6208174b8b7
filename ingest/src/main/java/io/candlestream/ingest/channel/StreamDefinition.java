package io.candlestream.ingest.channel;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * One stream of the producer, as it is set.
 *
 * @param name tells its figures from those of others
 * @param partitions of the topic, if it has to be created
 * @param schema of the topic's records
 * @param repair empty when its gaps are to stay
 */
public record StreamDefinition<E extends Event>(
        String name,
        Channel<E> channel,
        List<String> symbols,
        String topic,
        int partitions,
        Schema schema,
        Optional<RepairSettings> repair) {
    public StreamDefinition {
        symbols = List.copyOf(symbols);
    }

    public Set<String> symbolSet() {
        return Set.copyOf(symbols);
    }

    /** Where its gaps are reported, and where the consumer asks for what it lost. */
    public String gapTopic() {
        return topic + ".gaps";
    }

    /** How its gaps are found and repaired; empty when nothing tells of them, or they are to stay. */
    public Optional<RepairSettings> watched() {
        return repair.filter(on -> channel.continuity(symbols.get(0)).isPresent());
    }
}

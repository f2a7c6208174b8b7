package io.candlestream.consumer.settings;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A query of Spark: what is read together, from one checkpoint.
 *
 * @param trigger from the start of one batch to the next
 * @param maxOffsetsPerTrigger how many records a batch takes at most
 * @param bufferRows how many rows of a stream a task gathers before it writes them
 * @param recordsPerTask how many records a task takes at least
 * @param checkpoint the folder that remembers how far it has read
 * @param streams what it reads, in the order of their names
 */
public record QuerySettings(
        String name,
        Duration trigger,
        int maxOffsetsPerTrigger,
        int bufferRows,
        int recordsPerTask,
        String checkpoint,
        List<StreamSettings> streams) {
    /** The topics that are read. */
    public List<String> topics() {
        return streams.stream().map(StreamSettings::topic).distinct().toList();
    }

    /** The topics that another program makes, with commas between them, for messages. */
    public String foreignTopics() {
        String foreign = streams.stream()
                .filter(stream -> stream.type().partitionsWhenMissing().isEmpty())
                .map(StreamSettings::topic)
                .collect(Collectors.joining(", "));
        return foreign.isEmpty() ? String.join(", ", topics()) : foreign;
    }

    /** The names of the sinks that its streams have, each once. */
    public List<String> sinks() {
        return streams.stream()
                .flatMap(stream -> stream.sinks().stream())
                .distinct()
                .toList();
    }
}

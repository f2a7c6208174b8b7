package io.candlestream.consumer.sink;

import java.io.Serializable;

/** A partition of a topic that is read: where a writer's rows come from. */
public record SourcePartition(String topic, int partition) implements Serializable {
    @Override
    public String toString() {
        return topic + "-" + partition;
    }
}

package io.candlestream.consumer.checkpoint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Records that can no longer be read although nobody has read them.
 *
 * @param message which ones and why
 * @param next where reading can go on, empty when the partition is gone
 */
record Loss(TopicPartition partition, String message, Optional<Long> next) {
    /** What is lost between a checkpoint at {@code positions}, {@link Positions#of these topics}, and the topics as they are. */
    static List<Loss> of(Positions positions, List<TopicState> topics, CheckpointMetadata before) {
        Map<String, TopicState> byName = new TreeMap<>();
        topics.forEach(topic -> byName.put(topic.topic(), topic));
        List<Loss> losses = new ArrayList<>();
        positions.offsets().forEach((partition, offset) -> Optional.ofNullable(byName.get(partition.topic()))
                .flatMap(topic -> at(partition, offset, topic, before.sawAnother(topic)))
                .ifPresent(losses::add));
        topics.forEach(topic -> topic.first().forEach((number, first) -> {
            TopicPartition partition = new TopicPartition(topic.topic(), number);
            if (first > 0 && !positions.offsets().containsKey(partition)) {
                losses.add(deleted(partition, 0, first));
            }
        }));
        losses.sort(Comparator.comparing(loss -> loss.partition().toString()));
        return losses;
    }

    private static Optional<Loss> at(TopicPartition partition, long offset, TopicState topic, boolean recreated) {
        Optional<Long> first = Optional.ofNullable(topic.first().get(partition.partition()));
        long end = topic.end().getOrDefault(partition.partition(), 0L);
        if (recreated) {
            return Optional.of(new Loss(
                    partition,
                    partition + " from offset " + offset
                            + " on, if there was more: the topic was deleted and created again",
                    first));
        }
        if (first.isEmpty() || offset > end) {
            return Optional.of(new Loss(
                    partition,
                    partition + " from offset " + offset + ": it now ends at " + end
                            + ", the topic was created again or the broker has lost records",
                    first));
        }
        return offset < first.get() ? Optional.of(deleted(partition, offset, first.get())) : Optional.empty();
    }

    private static Loss deleted(TopicPartition partition, long from, long first) {
        return new Loss(
                partition,
                partition + " offsets " + from + " to " + (first - 1) + " (" + (first - from)
                        + " records): deleted before they were read",
                Optional.of(first));
    }
}

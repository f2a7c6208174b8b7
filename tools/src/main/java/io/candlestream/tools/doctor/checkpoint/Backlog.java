package io.candlestream.tools.doctor.checkpoint;

import static io.candlestream.tools.doctor.check.HumanText.count;

import io.candlestream.tools.doctor.topic.BrokerSnapshot;
import io.candlestream.tools.doctor.topic.TopicSnapshot;
import io.candlestream.tools.doctor.topic.TopicSnapshot.Range;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is left to read between a checkpoint and the topics as they are.
 *
 * @param brokers empty when they do not answer: then nothing is known to be left
 */
record Backlog(CheckpointSnapshot facts, Optional<BrokerSnapshot> brokers) {
    private static final String TOPIC_ID = "topic-id.";

    /** The records that wait, of all partitions, also of those that no batch has seen yet. */
    long records() {
        return facts.positions().entrySet().stream()
                .mapToLong(topic -> topic(topic.getKey())
                        .map(there -> records(topic.getValue(), there))
                        .orElse(0L))
                .sum();
    }

    private static long records(Map<Integer, Long> positions, TopicSnapshot there) {
        return there.offsets().entrySet().stream()
                .mapToLong(partition -> {
                    Range range = partition.getValue();
                    return Math.max(0, range.end() - positions.getOrDefault(partition.getKey(), range.first()));
                })
                .sum();
    }

    /** What can no longer be read although it was not, topic by topic; empty when it is nothing. */
    String lost() {
        return facts.positions().entrySet().stream()
                .flatMap(topic ->
                        topic(topic.getKey()).flatMap(there -> lost(topic.getKey(), topic.getValue(), there)).stream())
                .sorted()
                .collect(Collectors.joining("; "));
    }

    private Optional<String> lost(String name, Map<Integer, Long> positions, TopicSnapshot there) {
        String seen = facts.owner().getOrDefault(TOPIC_ID + name, "");
        if (!seen.isEmpty() && !there.id().isEmpty() && !seen.equals(there.id())) {
            return Optional.of(name + " was deleted and created again");
        }
        long deleted = 0;
        boolean shorter = false;
        for (Map.Entry<Integer, Range> partition : there.offsets().entrySet()) {
            Range range = partition.getValue();
            long next = positions.getOrDefault(partition.getKey(), range.first());
            deleted += Math.max(0, range.first() - next);
            shorter |= range.end() < next;
        }
        if (deleted > 0) {
            return Optional.of(count(deleted, "record") + " of " + name + ", deleted before they were read");
        }
        return shorter ? Optional.of(name + " ends before what was read of it") : Optional.empty();
    }

    private Optional<TopicSnapshot> topic(String name) {
        return brokers.flatMap(there -> there.topic(name));
    }
}

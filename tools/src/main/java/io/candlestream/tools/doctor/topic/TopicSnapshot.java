package io.candlestream.tools.doctor.topic;

import java.util.Map;

/**
 * A topic as the brokers have it.
 *
 * @param id what tells it from an earlier topic of the same name; empty where the brokers give none
 * @param offsets of each partition; none while one of them has no leader
 * @param partitions how many
 * @param copies of each partition, the fewest
 * @param lagging how many partitions lack a copy that is up to date
 * @param leaderless how many partitions nobody serves
 * @param settings of the topic, such as {@code retention.ms}
 * @param readable whether the login may read it
 * @param fed whether it holds a record of the last day, by the records' own times
 */
public record TopicSnapshot(
        String id,
        Map<Integer, Range> offsets,
        int partitions,
        int copies,
        long lagging,
        long leaderless,
        Map<String, String> settings,
        boolean readable,
        boolean fed) {
    /**
     * What a partition holds.
     *
     * @param first the oldest offset
     * @param end the offset that the next record will get
     */
    public record Range(long first, long end) {
        long records() {
            return end - first;
        }
    }

    long records() {
        return offsets.values().stream().mapToLong(Range::records).sum();
    }
}

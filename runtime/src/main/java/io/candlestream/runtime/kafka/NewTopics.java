package io.candlestream.runtime.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Makes topics that can be written to at once. A broker says that a topic is made before each partition's leader takes records. A
 * producer that writes at that moment has its first batch refused and a later one, already on its way, accepted; the first is then out
 * of order for ever, and is given up when {@code delivery.timeout.ms} is over.
 */
public final class NewTopics {
    private static final long PAUSE_MILLIS = 20;

    private NewTopics() {}

    /**
     * Makes {@code topic} unless it is there, and returns when the leaders of its partitions take records.
     *
     * @param patience how long they may take to
     * @return whether it was made, and not there already
     * @throws ExecutionException with Kafka's exception as the cause: what the broker answered, or a {@link TimeoutException}
     */
    public static boolean make(Admin admin, NewTopic topic, Duration patience)
            throws ExecutionException, InterruptedException {
        boolean made = create(admin, topic);
        long end = System.nanoTime() + patience.toNanos();
        while (!isServed(admin, topic.name())) {
            if (System.nanoTime() > end) {
                throw new ExecutionException(new TimeoutException("the leaders of topic " + topic.name()
                        + " do not answer " + patience.toSeconds() + " s after it was made"));
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        return made;
    }

    private static boolean create(Admin admin, NewTopic topic) throws ExecutionException, InterruptedException {
        try {
            admin.createTopics(List.of(topic)).all().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw e;
        }
    }

    /** Whether each partition has a leader that knows its offsets: one that does takes records too. */
    private static boolean isServed(Admin admin, String topic) throws ExecutionException, InterruptedException {
        try {
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            for (TopicPartitionInfo partition : admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .partitions()) {
                if (partition.leader() == null) {
                    return false;
                }
                ends.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest());
            }
            admin.listOffsets(ends).all().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RetriableException) {
                return false;
            }
            throw e;
        }
    }
}

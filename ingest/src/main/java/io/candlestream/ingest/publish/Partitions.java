package io.candlestream.ingest.publish;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The partitions of a topic that is there. A broker may not yet know of one that was just made, and names none: a reader
 * of none of them reads nothing, and misses all that comes.
 */
final class Partitions {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Partitions() {}

    /** @throws TimeoutException when the brokers tell of none for {@link #PATIENCE} */
    static List<TopicPartition> of(String topic, Consumer<byte[], byte[]> consumer) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            if (!partitions.isEmpty()) {
                return partitions;
            }
            if (System.nanoTime() > end) {
                throw new TimeoutException("no partition of the topic is known to the brokers");
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}

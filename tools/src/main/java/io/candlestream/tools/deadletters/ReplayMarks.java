package io.candlestream.tools.deadletters;

import io.candlestream.runtime.errors.KafkaErrors;
import io.candlestream.runtime.kafka.NewTopics;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.tools.access.BrokerAddress;
import io.candlestream.tools.access.Position;
import io.candlestream.tools.access.TopicReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Which letters have been replayed: a compacted topic beside theirs, with one record each, the letter's position as key. */
record ReplayMarks(BrokerAddress address, String topic) {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    Set<Position> read() {
        Set<Position> replayed = new HashSet<>();
        try (TopicReader marks = new TopicReader(address, topic)) {
            marks.all(mark -> replayed.add(Position.parse(new String(mark.key(), StandardCharsets.UTF_8))));
        }
        return replayed;
    }

    /** Makes the topic unless it is there. */
    void ensure() {
        NewTopic wanted =
                new NewTopic(topic, Optional.of(1), Optional.empty()).configs(Map.of("cleanup.policy", "compact"));
        try (Admin admin = Admin.create(address.client(Map.of()))) {
            NewTopics.make(admin, wanted, LONGEST);
        } catch (ExecutionException e) {
            throw new FatalException("Cannot create topic " + topic + ": " + KafkaErrors.describe(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FatalException("Cannot create topic " + topic + ": interrupted", e);
        }
    }

    ProducerRecord<byte[], byte[]> mark(DeadLetter letter) {
        return new ProducerRecord<>(topic, letter.at().toString().getBytes(StandardCharsets.UTF_8), new byte[0]);
    }
}

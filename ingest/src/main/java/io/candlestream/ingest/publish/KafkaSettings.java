package io.candlestream.ingest.publish;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * How the broker is reached; part of the program's settings.
 *
 * @param brokers {@code host:port}, with commas between several
 * @param open Kafka's own settings, passed through
 */
public record KafkaSettings(String brokers, Map<String, String> open) {
    /** What the promise "no acknowledged update is lost or reordered" stands on. */
    private static final Map<String, Object> FIXED = Map.of(
            ProducerConfig.ACKS_CONFIG, "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");

    private static final Set<String> OWN = Set.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);

    public KafkaSettings {
        open = Map.copyOf(open);
    }

    /** Why the table must not set {@code key}; empty when it may. */
    public static Optional<String> refusal(String key) {
        if (key.equals(ProducerConfig.TRANSACTIONAL_ID_CONFIG)) {
            return Optional.of("the producer sends without transactions");
        }
        return FIXED.containsKey(key) || OWN.contains(key)
                ? Optional.of("the producer sets this itself")
                : Optional.empty();
    }

    public Map<String, Object> forProducer() {
        Map<String, Object> all = forAdmin();
        all.putAll(FIXED);
        return all;
    }

    /** For a consumer that reads without a group. */
    Map<String, Object> forConsumer() {
        Map<String, Object> all = forAdmin();
        all.putIfAbsent(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        return all;
    }

    /** For Kafka's admin and consumer too, which pass over what is meant for its producer. */
    Map<String, Object> forAdmin() {
        Map<String, Object> all = new HashMap<>(open);
        all.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
        return all;
    }
}

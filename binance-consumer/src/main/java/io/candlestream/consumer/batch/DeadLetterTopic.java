package io.candlestream.consumer.batch;

import io.candlestream.consumer.kafka.KafkaConf;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.spark.SparkEnv;

/**
 * Where dead letters go; travels to the executors, each of which keeps one producer for all its tasks. More settings of the
 * producer, a login among them, do not travel with it, because Spark broadcasts what a task carries: the executor takes them
 * from Spark's configuration.
 */
public record DeadLetterTopic(String brokers, String topic) implements ExecutorFactory<DeadLetters> {
    /** The largest dead letter: what the broker took as a record (1 MB by default) has to fit with its headers. */
    public static final int MAX_BYTES = 16 * 1024 * 1024;

    private static final Map<DeadLetterTopic, Producer<byte[], byte[]>> PRODUCERS = new ConcurrentHashMap<>();

    @Override
    public DeadLetters get() {
        return new DeadLetters(PRODUCERS.computeIfAbsent(this, DeadLetterTopic::producer), topic);
    }

    private Producer<byte[], byte[]> producer() {
        Map<String, Object> client = KafkaConf.client(SparkEnv.get().conf());
        client.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
        client.put(ProducerConfig.ACKS_CONFIG, "all");
        client.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_BYTES);
        return new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
    }
}

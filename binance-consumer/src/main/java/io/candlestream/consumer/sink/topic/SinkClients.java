package io.candlestream.consumer.sink.topic;

import io.candlestream.consumer.kafka.KafkaConf;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.spark.SparkConf;

/** Kafka's clients as this sink needs them, by what stands in Spark's configuration. */
record SinkClients(SparkConf conf) {
    /** The largest record of a topic that we make, and what a producer holds against the default of 1 MB: some texts may be long. */
    static final int MAX_BYTES = 16 * 1024 * 1024;

    /** A broker that is away is noticed within seconds, and the write is tried again. */
    private static final Map<String, Object> OURS = Map.of(
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            MAX_BYTES,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            15_000,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            10_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            30_000,
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4",
            ProducerConfig.BATCH_SIZE_CONFIG,
            1 << 17);

    private static final int LONGEST_CALL_MS = 5_000;

    /** One whose own retries leave no record twice. */
    Producer<byte[], byte[]> idempotent() {
        return producer(Map.of());
    }

    /** One that fences every other with the same {@code id}. */
    Producer<byte[], byte[]> transactional(String id) {
        return producer(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id));
    }

    private Producer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> client = new HashMap<>(OURS);
        client.putAll(KafkaConf.client(conf));
        client.put(ProducerConfig.ACKS_CONFIG, "all");
        client.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        client.putAll(more);
        return new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
    }

    Admin admin() {
        Map<String, Object> client = KafkaConf.client(conf);
        client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LONGEST_CALL_MS);
        client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, LONGEST_CALL_MS);
        return Admin.create(client);
    }
}

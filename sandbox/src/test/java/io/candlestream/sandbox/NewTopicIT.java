package io.candlestream.sandbox;

import io.candlestream.runtime.kafka.NewTopics;
import io.candlestream.sandbox.server.Servers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A topic that a program has made takes many batches at once: none is refused because its partition has no leader yet. */
@ExtendWith(SharedServers.class)
class NewTopicIT {
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final int TOPICS = 10;
    private static final int PARTITIONS = 12;
    private static final int RECORDS = 3000;

    /** Several batches of each partition are on their way at a time; one that is out of order is given up after three seconds. */
    private static final Map<String, Object> SETTINGS = Map.of(
            "acks",
            "all",
            "batch.size",
            "2000",
            "delivery.timeout.ms",
            "3000",
            "request.timeout.ms",
            "2500",
            "linger.ms",
            "0");

    @Test
    void takesRecordsAtOnce(Servers servers) throws ExecutionException, InterruptedException {
        for (int i = 0; i < TOPICS; i++) {
            String topic = "data.new_" + System.nanoTime();
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers.brokers()))) {
                NewTopics.make(admin, new NewTopic(topic, PARTITIONS, (short) 1), LONGEST);
            }
            fill(servers, topic);
        }
    }

    private static void fill(Servers servers, String topic) throws ExecutionException, InterruptedException {
        Map<String, Object> settings = new HashMap<>(SETTINGS);
        settings.put("bootstrap.servers", servers.brokers());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int i = 0; i < RECORDS; i++) {
                sent.add(producer.send(new ProducerRecord<>(topic, i % PARTITIONS, new byte[10], new byte[300])));
            }
            producer.flush();
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        }
    }
}

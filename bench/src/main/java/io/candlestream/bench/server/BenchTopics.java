package io.candlestream.bench.server;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;

/** Makes and removes topics. */
final class BenchTopics implements AutoCloseable {
    private final Admin admin;

    BenchTopics(String brokers) {
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers));
    }

    void create(String topic, int partitions) {
        await(
                admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                        .all(),
                "create topic " + topic);
    }

    void delete(String topic) {
        await(admin.deleteTopics(List.of(topic)).all(), "delete topic " + topic);
    }

    private static void await(KafkaFuture<Void> done, String purpose) {
        try {
            done.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "Cannot " + purpose + ": " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Cannot " + purpose + ": interrupted", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}

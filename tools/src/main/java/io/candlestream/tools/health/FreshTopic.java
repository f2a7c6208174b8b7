package io.candlestream.tools.health;

import io.candlestream.settings.Settings;
import io.candlestream.settings.SettingsLoader;
import io.candlestream.tools.server.BrokerAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Whether anything was published to the topic lately, by the records' own times: only then is the producer well. */
record FreshTopic(BrokerAddress brokers, String topic, Duration maxAge) {
    private static final int PATIENCE_MILLIS = 5000;

    static FreshTopic ofProcess() {
        Settings settings = new SettingsLoader(FreshTopic.class, "candlestream.tools", Set.of("kafka")).load();
        return new FreshTopic(BrokerAddress.of(settings), settings.text("topic"), settings.duration("health-max-age"));
    }

    boolean fresh() throws InterruptedException {
        Map<String, Object> client = brokers.client(
                Map.of("request.timeout.ms", PATIENCE_MILLIS, "default.api.timeout.ms", PATIENCE_MILLIS));
        try (Admin admin = Admin.create(client)) {
            boolean fresh = fresh(admin);
            System.out.println(topic + (fresh ? " holds" : " holds no") + " records younger than " + maxAge);
            return fresh;
        } catch (ExecutionException e) {
            System.out.println("Cannot ask " + brokers.brokers() + " about " + topic + ": "
                    + e.getCause().getMessage());
            return false;
        }
    }

    /** One request: a partition without a record since then has no offset to tell. */
    private boolean fresh(Admin admin) throws InterruptedException, ExecutionException {
        OffsetSpec since = OffsetSpec.forTimestamp(Instant.now().minus(maxAge).toEpochMilli());
        Map<TopicPartition, OffsetSpec> questions =
                admin.describeTopics(Set.of(topic)).allTopicNames().get().get(topic).partitions().stream()
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .collect(Collectors.toMap(Function.identity(), partition -> since));
        return admin.listOffsets(questions).all().get().values().stream().anyMatch(answer -> answer.offset() >= 0);
    }
}

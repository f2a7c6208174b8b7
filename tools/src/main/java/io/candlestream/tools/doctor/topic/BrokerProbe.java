package io.candlestream.tools.doctor.topic;

import io.candlestream.runtime.errors.KafkaErrors;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.tools.access.BrokerAddress;
import io.candlestream.tools.access.TopicReader;
import io.candlestream.tools.doctor.check.ProbeResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Asks the brokers all that the doctor wants to know, each question for a few seconds at most; changes nothing.
 *
 * @param candles the topic whose newest records are looked at
 * @param others topics that belong to it
 */
public record BrokerProbe(BrokerAddress address, String candles, List<String> others) {
    private static final Map<String, Object> PATIENCE =
            Map.of("request.timeout.ms", 4000, "default.api.timeout.ms", 4000);
    private static final Duration READING = Duration.ofSeconds(3);
    /** The last offsets may hold no record but the end of a transaction, or what it took back. */
    private static final long LOOKED_BACK = 20;

    /** What they tell, or why they do not. */
    public ProbeResult<BrokerSnapshot> ask() throws InterruptedException {
        try {
            Admin admin = Admin.create(address.client(PATIENCE));
            try {
                return ProbeResult.of(facts(admin));
            } finally {
                admin.close(Duration.ZERO);
            }
        } catch (ExecutionException e) {
            return away(e.getCause());
        } catch (KafkaException e) {
            return away(e);
        }
    }

    private ProbeResult<BrokerSnapshot> away(Throwable failure) {
        return ProbeResult.none(address.brokers() + ": " + KafkaErrors.describe(failure));
    }

    private BrokerSnapshot facts(Admin admin) throws ExecutionException, InterruptedException {
        int brokers = admin.describeCluster().nodes().get().size();
        List<String> names = new ArrayList<>(others);
        names.add(candles);
        Map<String, ProbeResult<TopicSnapshot>> topics = new TopicProbe(admin).ask(names);
        ProbeResult<List<ConsumerRecord<byte[], byte[]>>> newest = Optional.ofNullable(topics.get(candles))
                .flatMap(ProbeResult::value)
                .filter(topic -> topic.readable() && topic.records() > 0)
                .map(topic -> newest())
                .orElse(ProbeResult.of(List.of()));
        return new BrokerSnapshot(brokers, version(admin), topics, newest);
    }

    private ProbeResult<List<ConsumerRecord<byte[], byte[]>>> newest() {
        Map<Integer, ConsumerRecord<byte[], byte[]>> newest = new TreeMap<>();
        try (TopicReader reader = new TopicReader(address, candles, PATIENCE, READING)) {
            reader.newestOfEach(LOOKED_BACK, record -> newest.put(record.partition(), record));
            return ProbeResult.of(List.copyOf(newest.values()));
        } catch (FatalException e) {
            return ProbeResult.none(e.getMessage());
        }
    }

    /** Kafka tells the version of its metadata, others nothing. */
    private static Optional<String> version(Admin admin) throws InterruptedException {
        try {
            FinalizedVersionRange level = admin.describeFeatures()
                    .featureMetadata()
                    .get()
                    .finalizedFeatures()
                    .get("metadata.version");
            return Optional.ofNullable(level).map(range -> "metadata.version " + range.maxVersionLevel());
        } catch (ExecutionException e) {
            return Optional.empty();
        }
    }
}

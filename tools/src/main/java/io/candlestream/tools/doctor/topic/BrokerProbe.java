package io.candlestream.tools.doctor.topic;

import io.candlestream.runtime.errors.KafkaErrors;
import io.candlestream.tools.access.BrokerAddress;
import io.candlestream.tools.doctor.check.ProbeResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.KafkaException;

/** Asks the brokers all that the doctor wants to know, each question for a few seconds at most; changes nothing. */
public final class BrokerProbe {
    private static final int PATIENCE_MILLIS = 4000;

    private final BrokerAddress address;
    private final String candles;
    private final List<String> others;

    /**
     * @param candles the topic whose newest records are looked at
     * @param others topics that belong to it
     */
    public BrokerProbe(BrokerAddress address, String candles, List<String> others) {
        this.address = address;
        this.candles = candles;
        this.others = List.copyOf(others);
    }

    /** What they tell, or why they do not. */
    public ProbeResult<BrokerSnapshot> ask() throws InterruptedException {
        Map<String, Object> patience = Map.of(
                "request.timeout.ms", PATIENCE_MILLIS,
                "default.api.timeout.ms", PATIENCE_MILLIS);
        try {
            Admin admin = Admin.create(address.client(patience));
            try {
                return ProbeResult.of(facts(admin, patience));
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

    private BrokerSnapshot facts(Admin admin, Map<String, Object> patience)
            throws ExecutionException, InterruptedException {
        int brokers = admin.describeCluster().nodes().get().size();
        List<String> names = new ArrayList<>(others);
        names.add(candles);
        Map<String, ProbeResult<TopicSnapshot>> topics = new TopicProbe(admin).ask(names);
        ProbeResult<List<NewestRecord>> newest = Optional.ofNullable(topics.get(candles))
                .flatMap(ProbeResult::value)
                .filter(TopicSnapshot::readable)
                .map(topic -> new LastRecords(address, patience).read(candles, topic.offsets()))
                .orElse(ProbeResult.of(List.of()));
        return new BrokerSnapshot(brokers, version(admin), topics, newest);
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

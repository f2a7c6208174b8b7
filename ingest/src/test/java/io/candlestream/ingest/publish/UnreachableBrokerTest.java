package io.candlestream.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.candlestream.runtime.retry.Backoff;
import io.candlestream.runtime.retry.Retry;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.SettingsException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnreachableBrokerTest {
    private static final String NOBODY = "localhost:1";
    private static final Retry LITTLE = new Retry(Duration.ofMillis(100), Backoff.constant(Duration.ofMillis(200)));

    private final List<FatalException> stops = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {NOBODY, "no-such-host.invalid:9092"})
    void topicIsNotFoundByTheDeadline(String brokers) {
        Topic topic = new Topic(new KafkaSettings(brokers, Map.of()), "prices", 1, 1);
        Retry once = new Retry(Duration.ZERO, Backoff.constant(Duration.ofSeconds(1)));
        assertThatThrownBy(() -> topic.ensure(once))
                .isInstanceOf(FatalException.class)
                .hasMessageContainingAll("Cannot find topic prices at " + brokers, " within ");
    }

    @Test
    void topicRefusesSettingsThatKafkaDoesNotTake() {
        Topic topic = new Topic(new KafkaSettings(NOBODY, Map.of("security.protocol", "TLS")), "prices", 1, 1);
        assertThatThrownBy(() -> topic.ensure(LITTLE))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("security.protocol");
    }

    @Test
    void topicRefusesAFileThatKafkaCannotOpen() {
        Map<String, String> kafka = Map.of("security.protocol", "SSL", "ssl.truststore.location", "nowhere.p12");
        Topic topic = new Topic(new KafkaSettings(NOBODY, kafka), "prices", 1, 1);
        assertThatThrownBy(() -> topic.ensure(LITTLE))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("nowhere.p12");
    }

    @Test
    void publisherRefusesSettingsThatKafkaDoesNotTake() {
        RecordPublisher publisher = publisher(Map.of("linger.ms", "soon"));
        assertThatThrownBy(publisher::start)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("linger.ms");
    }

    @Test
    void failedSendsStopTheProgramOnceWithTheirCause() {
        RecordPublisher publisher = publisher(Map.of("max.block.ms", "50"));
        publisher.start();
        publish(publisher, 1);
        publish(publisher, 2);
        await().until(() -> !stops.isEmpty());
        assertThatThrownBy(() -> publisher.close(Duration.ofSeconds(1))).isInstanceOf(FatalException.class);
        assertThat(stops).hasSize(1);
        assertThat(stops.get(0)).hasMessageContaining("Cannot publish to topic prices at " + NOBODY);
    }

    @Test
    void saysThatNothingIsAcknowledged() {
        RecordPublisher publisher = publisher(Map.of("max.block.ms", "20000"));
        publisher.start();
        assertThat(publisher.trouble()).isEmpty();
        var unused = CompletableFuture.runAsync(() -> publish(publisher, 1));
        await().until(() -> publisher.trouble().isPresent());
        assertThat(publisher.trouble().orElseThrow()).endsWith("1 updates wait");
        publisher.close(Duration.ZERO);
    }

    private RecordPublisher publisher(Map<String, String> kafka) {
        return new RecordPublisher(new KafkaSettings(NOBODY, kafka), stops::add);
    }

    private static void publish(RecordPublisher publisher, int value) {
        byte[] key = "bitcoin".getBytes(StandardCharsets.UTF_8);
        publisher.publish("prices", new EncodedRecord(key, new byte[] {(byte) value}, 0), nanos -> {});
    }
}

package io.candlestream.consumer.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.consumer.settings.ConsumerSettings;
import io.candlestream.consumer.settings.StreamSettings;
import io.candlestream.consumer.stream.GapRequest;
import io.candlestream.runtime.settings.FatalException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

/** What is requested of the producer; {@code HealingIT} shows that it comes. */
class LossRecoveryTest {
    private static final Instant FROM = Instant.parse("2024-08-08T23:54:00Z");
    private static final List<GapRequest> REQUESTS =
            List.of(new GapRequest("BTCUSDT", "1m", FROM), new GapRequest("ETHUSDT", "1m", FROM.plusSeconds(60)));

    private final ConsumerSettings settings = settings();

    /** Nobody listens at the port of the broker. */
    private static ConsumerSettings settings() {
        Properties properties = new Properties();
        properties.setProperty("candlestream.consumer.kafka.max.block.ms", "200");
        return ConsumerSettings.of(ConsumerSettings.loader(ConsumerSettings.class)
                .load(
                        Map.of("ASSET_SCHEMA_LOCATION", "../schemas/assets.avsc", "REDPANDA_BROKERS", "localhost:1"),
                        properties));
    }

    @Test
    void requestsEachSymbolByItsKeyInTheTopicOfItsGaps() {
        List<ProducerRecord<byte[], byte[]>> records = LossRecovery.records(gaps(), REQUESTS);

        assertThat(records).extracting(ProducerRecord::topic).containsOnly("data.asset_prices.gaps");
        assertThat(records)
                .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
                .containsExactly("BTCUSDT", "ETHUSDT");
        assertThat(records)
                .extracting(record -> new String(record.value(), StandardCharsets.ISO_8859_1))
                .satisfiesExactly(
                        first -> assertThat(first).contains("2024-08-08T23:54:00Z", "loss", "open"),
                        second -> assertThat(second).contains("2024-08-08T23:55:00Z", "loss", "open"));
    }

    @Test
    void requestsThatNoBrokerTakesStopTheConsumer() {
        LossRecovery recovery = new LossRecovery(settings, new SparkConf(false));

        assertThatThrownBy(() -> recovery.publish(LossRecovery.records(gaps(), REQUESTS)))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("Cannot ask the producer for what is lost");
    }

    private StreamSettings gaps() {
        return settings.streams().stream()
                .filter(stream -> stream.name().equals("gaps"))
                .findFirst()
                .orElseThrow();
    }
}

package io.candlestream.consumer.query;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.consumer.settings.ConsumerSettings;
import io.candlestream.runtime.settings.SettingsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaPreflightTest {
    @ParameterizedTest
    @CsvSource({"security.protocol, TLS", "ssl.truststore.location, nowhere.p12"})
    void aSettingThatKafkaDoesNotTakeIsNotTriedForLong(String key, String value) {
        Properties properties = new Properties();
        properties.setProperty("candlestream.consumer.kafka.security.protocol", "SSL");
        properties.setProperty("candlestream.consumer.kafka." + key, value);
        String schema = Path.of(System.getProperty("candlestream.home"), "schemas", "assets.avsc")
                .toString();
        ConsumerSettings settings = ConsumerSettings.of(ConsumerSettings.loader(ConsumerSettings.class)
                .load(Map.of("ASSET_SCHEMA_LOCATION", schema), properties));

        assertThatThrownBy(() ->
                        new KafkaPreflight(settings.kafka(), settings.queries().get(0), Duration.ofSeconds(60)).check())
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll("Cannot use the settings under kafka", value);
    }
}

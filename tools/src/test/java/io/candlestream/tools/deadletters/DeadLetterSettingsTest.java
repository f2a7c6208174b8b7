package io.candlestream.tools.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.runtime.settings.SettingsLoader;
import io.candlestream.tools.access.BrokerAddress;
import io.candlestream.tools.access.Position;
import io.candlestream.tools.access.StoredStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLetterSettingsTest {
    @Test
    void theDefaultsAreThoseOfTheContract() {
        assertThat(settings(Map.of(), new Properties()))
                .isEqualTo(new DeadLetterSettings(
                        new BrokerAddress("localhost:9092", Map.of()),
                        "data.asset_prices.dead",
                        Path.of("./schemas/assets.avsc")));
    }

    @Test
    void everyOneHasItsVariable() {
        Properties properties = new Properties();
        properties.setProperty("candlestream.tools.kafka.security.protocol", "SSL");
        Map<String, String> environment =
                Map.of("REDPANDA_BROKERS", "b:1", "ASSET_PRICES_TOPIC", "t", "ASSET_SCHEMA_LOCATION", "s.avsc");
        Map<String, String> renamed = Map.of("CANDLESTREAM_CONSUMER_DEAD_LETTER_TOPIC", "bad");

        DeadLetterSettings settings = settings(environment, properties);
        assertThat(settings.topic()).isEqualTo("t.dead");
        assertThat(settings.schema()).isEqualTo(Path.of("s.avsc"));
        assertThat(settings.brokers().client(Map.of("acks", "all")))
                .isEqualTo(Map.of("bootstrap.servers", "b:1", "security.protocol", "SSL", "acks", "all"));
        assertThat(settings(renamed, new Properties()).topic()).isEqualTo("bad");
    }

    /** With the variables of the environment put in. */
    @Test
    void theLoginOfTheExampleMayHoldAnyCharacters(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("secure.conf"),
                Files.readString(Path.of("../docs/secure.conf"))
                        .replace("${REDPANDA_USERNAME}", "me")
                        .replace("${REDPANDA_PASSWORD}", "\"C:\\\\new\\\"hunter2\""));
        Map<String, Object> client = settings(Map.of("CANDLESTREAM_CONFIG", file.toString()), new Properties())
                .brokers()
                .client(Map.of());

        Map<String, ?> login = JaasContext.loadClientContext(
                        Map.of("sasl.jaas.config", new Password((String) client.get("sasl.jaas.config"))))
                .configurationEntries()
                .get(0)
                .getOptions();
        assertThat(login).isEqualTo(Map.of("username", "me", "password", "C:\\new\"hunter2"));
    }

    @Test
    void tradesHaveATopicOfTheirOwn() {
        DeadLetterSettings usual = settings(
                Map.of("CANDLESTREAM_CONSUMER_DEAD_LETTER_TOPIC", "bad"), new Properties(), StoredStream.TRADES);
        assertThat(usual.topic()).isEqualTo("data.trades.dead");
        assertThat(usual.schema()).isEqualTo(Path.of("./schemas/trades.avsc"));

        Map<String, String> others =
                Map.of("CANDLESTREAM_CONSUMER_TRADES_TOPIC", "t", "CANDLESTREAM_CONSUMER_TRADES_SCHEMA", "s.avsc");
        DeadLetterSettings named = settings(others, new Properties(), StoredStream.TRADES);
        assertThat(named.topic()).isEqualTo("t.dead");
        assertThat(named.schema()).isEqualTo(Path.of("s.avsc"));
    }

    @Test
    void aPositionIsAPartitionAndAnOffset() {
        assertThat(Position.parse("2@17")).isEqualTo(new Position(2, 17)).hasToString("2@17");
        assertThatThrownBy(() -> Position.parse("17")).hasMessageStartingWith("'17' is no position: partition@offset");
    }

    private static DeadLetterSettings settings(Map<String, String> environment, Properties properties) {
        return settings(environment, properties, StoredStream.KLINES);
    }

    private static DeadLetterSettings settings(
            Map<String, String> environment, Properties properties, StoredStream stream) {
        return DeadLetterSettings.of(
                new SettingsLoader(DeadLetterSettings.class, "candlestream.tools", Set.of("kafka"))
                        .load(environment, properties),
                stream);
    }
}

package io.candlestream.tools.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsLoader;
import io.candlestream.schema.Interval;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifySettingsTest {
    @Test
    void theDefaultsAreThoseOfTheContract() {
        assertThat(VerifySettings.of(settings(Map.of())))
                .isEqualTo(new VerifySettings(
                        Interval.MINUTE_1,
                        "binance",
                        URI.create("https://data-api.binance.vision"),
                        3000,
                        Duration.ofSeconds(10)));
    }

    @Test
    void everyOneHasItsVariable() {
        Map<String, String> environment = Map.of(
                "ASSET_INTERVAL", "1M",
                "CANDLESTREAM_PRODUCER_EXCHANGE_NAME", "binance-us",
                "CANDLESTREAM_TOOLS_REST_URL", "http://user:hunter2@localhost:8080/",
                "CANDLESTREAM_TOOLS_REST_WEIGHT", "77",
                "CANDLESTREAM_TOOLS_REST_CONFIRM", "4 s");

        assertThat(VerifySettings.of(settings(environment)))
                .isEqualTo(new VerifySettings(
                        Interval.MONTH_1,
                        "binance-us",
                        URI.create("http://localhost:8080"),
                        77,
                        Duration.ofSeconds(4)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "ws://localhost", "https://a/api"})
    void refusesWhatIsNoAddress(String url) {
        assertThatThrownBy(() -> VerifySettings.of(settings(Map.of("CANDLESTREAM_TOOLS_REST_URL", url))))
                .hasMessage("Setting candlestream.tools.rest-url (CANDLESTREAM_TOOLS_REST_URL) = \"" + url
                        + "\": a URL that begins with http:// or https:// is needed");
    }

    @Test
    void theTablesHaveTheNamesOfProducerAndConsumer() {
        Settings settings = settings(Map.of(
                "ASSET_CASSANDRA_KEYSPACE", "k",
                "ASSET_CASSANDRA_TABLE", "t",
                "CANDLESTREAM_CONSUMER_CASSANDRA_GAPS_TABLE", "g"));

        assertThat(settings.text("cassandra.keyspace")).isEqualTo("k");
        assertThat(settings.text("cassandra.table")).isEqualTo("t");
        assertThat(settings.text("cassandra.gaps-table")).isEqualTo("g");
        assertThat(settings(Map.of()).text("cassandra.gaps-table")).isEqualTo("gaps");
    }

    private static Settings settings(Map<String, String> environment) {
        return new SettingsLoader(VerifySettings.class, "candlestream.tools", Set.of("kafka"))
                .load(environment, new Properties());
    }
}

package io.candlestream.tools.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.runtime.settings.SettingsLoader;
import io.candlestream.schema.Interval;
import io.candlestream.tools.access.StoredStream;
import io.candlestream.tools.doctor.topic.RegistryProbe;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoctorSettingsTest {
    @Test
    void areThoseOfProducerAndConsumer() {
        DoctorSettings settings = settings(Map.of(
                "ASSET_PRICES_TOPIC", "prices",
                "ASSET_INTERVAL", "5m",
                "ASSET_CASSANDRA_TABLE", "five",
                "CANDLESTREAM_CONSUMER_CHECKPOINT", "hdfs://name/c",
                "CANDLESTREAM_CONSUMER_SCHEMA_REGISTRY", "http://user:hunter2@registry:8081/"));

        assertThat(settings.topic()).isEqualTo("prices");
        assertThat(settings.deadLetters()).isEqualTo("prices.dead");
        assertThat(settings.gaps()).isEqualTo("prices.gaps");
        assertThat(settings.interval()).isEqualTo(Interval.MINUTE_5);
        assertThat(settings.table()).isEqualTo("five");
        assertThat(settings.checkpoint()).isEqualTo("hdfs://name/c");
        assertThat(settings.registry()).contains(new RegistryProbe("http://registry:8081"));
    }

    @Test
    void haveTheDefaultsOfTheOthers() {
        DoctorSettings settings = settings(Map.of());

        assertThat(settings.schema()).isEqualTo(Path.of("./schemas/assets.avsc"));
        assertThat(settings.cql()).isEqualTo(Path.of("./cassandra"));
        assertThat(settings.checkpoint()).isEqualTo("./checkpoint");
        assertThat(settings.registry()).isEmpty();
        assertThat(settings.exchange().rest()).isEqualTo(URI.create("https://data-api.binance.vision"));
    }

    @Test
    void haveTheTradesWhereTheConsumerStoresThem() {
        assertThat(settings(Map.of()).others()).isEmpty();
        assertThat(settings(Map.of(
                                "CANDLESTREAM_CONSUMER_TRADES", "true",
                                "CANDLESTREAM_CONSUMER_TRADES_TOPIC", "ticks",
                                "CANDLESTREAM_CONSUMER_CASSANDRA_TRADES_TABLE", "all_trades"))
                        .others())
                .containsExactly(new StreamPlace(
                        StoredStream.TRADES,
                        "ticks",
                        Path.of("./schemas/trades.avsc"),
                        "all_trades",
                        Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8443,true",
        "http://localhost:8443/,true",
        "http://exchange:8443,false",
        "https://data-api.binance.vision,false"
    })
    void knowAnExchangeOnThisMachine(String url, boolean here) {
        assertThat(settings(Map.of("CANDLESTREAM_TOOLS_REST_URL", url))
                        .exchange()
                        .onThisMachine())
                .isEqualTo(here);
    }

    @Test
    void refuseWhatIsNoIntervalAndNoUrl() {
        assertThatThrownBy(() -> settings(Map.of("ASSET_INTERVAL", "7m"))).hasMessageContaining("ASSET_INTERVAL");
        assertThatThrownBy(() -> settings(Map.of("CANDLESTREAM_TOOLS_REST_URL", "binance")))
                .hasMessageContaining("CANDLESTREAM_TOOLS_REST_URL");
    }

    private static DoctorSettings settings(Map<String, String> environment) {
        return DoctorSettings.of(new SettingsLoader(DoctorSettings.class, "candlestream.tools", Set.of("kafka"))
                .load(environment, new Properties()));
    }
}

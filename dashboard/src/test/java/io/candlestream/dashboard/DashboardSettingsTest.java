package io.candlestream.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.dashboard.table.TableNames;
import io.candlestream.dashboard.web.ClientLimits;
import io.candlestream.dashboard.web.WebSettings;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.schema.Interval;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DashboardSettingsTest {
    private static Settings settings(Map<String, String> environment) {
        return Dashboard.loader().load(environment, new Properties());
    }

    @Test
    void theDefaultsAreThoseOfTheManual() {
        Settings settings = settings(Map.of());

        assertThat(WebSettings.of(settings))
                .isEqualTo(new WebSettings(
                        "127.0.0.1",
                        8090,
                        List.of(),
                        Optional.empty(),
                        new ClientLimits(100, 20, Duration.ofSeconds(15), 100)));
        assertThat(TableNames.of(settings))
                .isEqualTo(new TableNames("assets", "assets", "gaps", "trades", Interval.MINUTE_1));
        assertThat(settings.duration("refresh")).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.duration("max-ahead")).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.text("producer-metrics")).isEqualTo("http://127.0.0.1:9401/metrics");
        assertThat(settings.text("consumer-metrics")).isEqualTo("http://127.0.0.1:9402/metrics");
    }

    @ParameterizedTest
    @CsvSource({
        "CANDLESTREAM_DASHBOARD_HOST, host",
        "CANDLESTREAM_DASHBOARD_NAMES, names",
        "CANDLESTREAM_DASHBOARD_MARKET_NOTE, market-note",
        "CANDLESTREAM_DASHBOARD_REFRESH, refresh",
        "CANDLESTREAM_DASHBOARD_MAX_AHEAD, max-ahead",
        "CANDLESTREAM_DASHBOARD_PRODUCER_METRICS, producer-metrics",
        "CANDLESTREAM_DASHBOARD_CONSUMER_METRICS, consumer-metrics",
        "CANDLESTREAM_DASHBOARD_PORT, port",
        "CANDLESTREAM_DASHBOARD_VIEWERS, viewers",
        "CANDLESTREAM_DASHBOARD_VIEWERS_PER_ADDRESS, viewers-per-address",
        "CANDLESTREAM_DASHBOARD_REQUESTS_PER_SECOND, requests-per-second",
        "CANDLESTREAM_DASHBOARD_REQUEST_TIMEOUT, request-timeout",
        "CANDLESTREAM_DASHBOARD_DATA_CENTRE, cassandra.data-centre",
        "CANDLESTREAM_CONSUMER_CASSANDRA_GAPS_TABLE, cassandra.gaps-table",
        "CANDLESTREAM_CONSUMER_CASSANDRA_TRADES_TABLE, cassandra.trades-table",
        "ASSET_INTERVAL, interval",
        "ASSET_CASSANDRA_HOST, cassandra.host",
        "ASSET_CASSANDRA_PORT, cassandra.port",
        "ASSET_CASSANDRA_USERNAME, cassandra.username",
        "ASSET_CASSANDRA_PASSWORD, cassandra.password",
        "ASSET_CASSANDRA_KEYSPACE, cassandra.keyspace",
        "ASSET_CASSANDRA_TABLE, cassandra.table"
    })
    void everyVariableSetsItsKey(String variable, String path) {
        assertThat(settings(Map.of(variable, "17")).text(path)).isEqualTo("17");
    }

    @Test
    void severalNamesStandWithCommasBetween() {
        Settings settings = settings(Map.of("CANDLESTREAM_DASHBOARD_NAMES", "a.example, b.example"));

        assertThat(WebSettings.of(settings).names()).containsExactly("a.example", "b.example");
    }

    @Test
    void aPasswordIsNotPrinted() {
        assertThat(settings(Map.of("ASSET_CASSANDRA_PASSWORD", "sesame")).describe())
                .doesNotContain("sesame");
    }

    @Test
    void whatIsMisspeltOrNoIntervalIsRefused() {
        assertThatThrownBy(() -> settings(Map.of("CANDLESTREAM_DASHBOARD_PROT", "1")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("CANDLESTREAM_DASHBOARD_PORT");
        assertThatThrownBy(() -> TableNames.of(settings(Map.of("ASSET_INTERVAL", "7m"))))
                .hasMessageContaining("ASSET_INTERVAL");
    }
}

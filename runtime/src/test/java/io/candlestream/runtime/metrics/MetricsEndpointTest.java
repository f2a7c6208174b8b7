package io.candlestream.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.runtime.settings.SettingsLoader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsEndpointTest {
    private final Health health = new Health();
    private final MetricRegistry meters = new MetricRegistry("watched");

    @Test
    void tellsWhatIsAmissUntilItIsMended() throws IOException, InterruptedException {
        AtomicReference<Optional<String>> reason = new AtomicReference<>(Optional.of("no broker answers"));
        health.readyUnless(reason::get);
        try (MetricsEndpoint endpoint = start("0").orElseThrow()) {
            HttpResponse<String> unready = Asker.ask(endpoint, "/ready");
            assertThat(unready.statusCode()).isEqualTo(503);
            assertThat(unready.body()).isEqualTo("no broker answers\n");
            assertThat(Asker.ask(endpoint, "/live").statusCode()).isEqualTo(200);
            assertThat(Asker.ask(endpoint, "/metrics").body()).contains("watched_ready 0.0\n", "watched_live 1.0\n");

            reason.set(Optional.empty());
            assertThat(Asker.ask(endpoint, "/ready").statusCode()).isEqualTo(200);
            assertThat(Asker.ask(endpoint, "/metrics").body()).contains("watched_ready 1.0\n");
        }
    }

    @Test
    void whatDoesNotLiveIsNotReady() throws IOException, InterruptedException {
        health.readyUnless(() -> Optional.of("waits for Cassandra"));
        health.livesUnless(() -> Optional.of("a batch has run for 300 s"));
        try (MetricsEndpoint endpoint = start("0").orElseThrow()) {
            assertThat(Asker.ask(endpoint, "/live").statusCode()).isEqualTo(503);
            assertThat(Asker.ask(endpoint, "/ready").body()).isEqualTo("a batch has run for 300 s\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"text/plain, text/plain", "application/openmetrics-text, application/openmetrics-text"})
    void speaksTheFormatThatIsAskedFor(String accepted, String type) throws IOException, InterruptedException {
        try (MetricsEndpoint endpoint = start("0").orElseThrow()) {
            HttpResponse<String> answer = Asker.ask(endpoint, "/metrics", "Accept", accepted);
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith(type);
            assertThat(answer.body()).contains("jvm_memory_used_bytes{area=\"heap\"} ", "process_cpu_seconds_total ");
        }
    }

    @Test
    void knowsNoOtherPath() throws IOException, InterruptedException {
        try (MetricsEndpoint endpoint = start("0").orElseThrow()) {
            assertThat(Asker.ask(endpoint, "/").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aPortThatIsTakenIsRefusedByTheNameOfItsSetting() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());
            assertThatThrownBy(() -> start(port))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContainingAll(
                            "candlestream.watched.metrics-port", "CANDLESTREAM_WATCHED_METRICS_PORT", port, "in use")
                    .message()
                    .hasLineCount(1);
        }
    }

    @Test
    void noneDoesWithout() {
        assertThat(start("none")).isEmpty();
    }

    private Optional<MetricsEndpoint> start(String port) {
        SettingsLoader loader = new SettingsLoader(MetricsEndpointTest.class, "candlestream.watched", Set.of());
        return MetricsEndpoint.start(
                MetricsSettings.of(loader.load(Map.of("CANDLESTREAM_WATCHED_METRICS_PORT", port), new Properties())),
                meters,
                health);
    }
}

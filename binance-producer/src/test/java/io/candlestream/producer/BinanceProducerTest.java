package io.candlestream.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process: its exit codes and what it says. */
class BinanceProducerTest {
    private static final Path HOME = Path.of(System.getProperty("candlestream.home"));

    @TempDir
    private Path folder;

    @Test
    void endsWithOneLineWhenASettingIsRefused() throws Exception {
        Process producer = start(Map.of("ASSET_INTERVAL", "7m"));
        assertThat(producer.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(producer.exitValue()).isEqualTo(2);
        assertThat(log())
                .filteredOn(line -> line.contains("ERROR"))
                .singleElement()
                .asString()
                .contains("ASSET_INTERVAL", "7m", "15m");
        assertThat(log()).noneMatch(line -> line.startsWith("\tat "));
    }

    @Test
    void endsWithTheCauseWhenTheExchangeIsAway() throws Exception {
        Process producer = start(Map.of("CANDLESTREAM_PRODUCER_STARTUP_DEADLINE", "1 s"));
        assertThat(producer.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(producer.exitValue()).isEqualTo(1);
        assertThat(log())
                .filteredOn(line -> line.contains("ERROR"))
                .singleElement()
                .asString()
                .contains("Cannot ask http://localhost:1");
        assertThat(log()).noneMatch(line -> line.startsWith("\tat "));
    }

    @Test
    void endsWithZeroOnSigterm() throws Exception {
        Process producer = start(Map.of());
        await().until(() -> log().stream().anyMatch(line -> line.contains("trying again")));
        producer.destroy();
        assertThat(producer.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(producer.exitValue()).isZero();
        assertThat(log().get(log().size() - 1)).contains("stopped: 0 frames, 0 published, 0 rejected");
    }

    @Test
    void tellsItsMetricsAndWhyItIsNotReady() throws Exception {
        Process producer = start(Map.of());
        await().until(() -> log().stream().anyMatch(line -> line.contains("Metrics at ")));
        String metrics = log().stream()
                .filter(line -> line.contains("Metrics at "))
                .map(line -> line.replaceAll(".*Metrics at ", ""))
                .findFirst()
                .orElseThrow();

        HttpResponse<String> ready = ask(metrics.replace("/metrics", "/ready"));
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).startsWith("no connection to the exchange delivers since ");
        assertThat(ask(metrics.replace("/metrics", "/live")).statusCode()).isEqualTo(200);
        assertThat(ask(metrics).body())
                .contains(
                        "# TYPE candlestream_producer_frames_total counter\n",
                        "# TYPE candlestream_producer_published_total counter\n",
                        "# TYPE candlestream_producer_connections gauge\n",
                        "# TYPE candlestream_producer_connections_lost_total counter\n",
                        "# TYPE candlestream_producer_gaps_total counter\n",
                        "# TYPE candlestream_producer_gaps_healed_total counter\n",
                        "# TYPE candlestream_producer_gaps_empty_total counter\n",
                        "# TYPE candlestream_producer_records_healed_total counter\n",
                        "# TYPE candlestream_producer_healing_retries_total counter\n",
                        "# TYPE candlestream_producer_send_latency_seconds histogram\n",
                        "candlestream_producer_rejected_total{cause=\"not-subscribed\"} 0.0\n");
        producer.destroy();
        assertThat(producer.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void refusesAPortThatAnotherProgramHas() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process producer = start(Map.of(
                    "CANDLESTREAM_PRODUCER_METRICS_HOST",
                    "localhost",
                    "CANDLESTREAM_PRODUCER_METRICS_PORT",
                    String.valueOf(taken.getLocalPort())));
            assertThat(producer.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(producer.exitValue()).isEqualTo(2);
            assertThat(log())
                    .filteredOn(line -> line.contains("ERROR"))
                    .singleElement()
                    .asString()
                    .contains("CANDLESTREAM_PRODUCER_METRICS_PORT", "in use", String.valueOf(taken.getLocalPort()));
            assertThat(log()).noneMatch(line -> line.startsWith("\tat "));
        }
    }

    private static HttpResponse<String> ask(String url) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }

    private Process start(Map<String, String> environment) throws IOException {
        ProcessBuilder producer = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                BinanceProducer.class.getName());
        producer.environment()
                .put(
                        "ASSET_SCHEMA_LOCATION",
                        HOME.resolve("schemas/assets.avsc").toString());
        producer.environment().put("CANDLESTREAM_PRODUCER_REST_URL", "http://localhost:1");
        producer.environment().put("CANDLESTREAM_PRODUCER_METRICS_PORT", "0");
        producer.environment().putAll(environment);
        return producer.redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private List<String> log() throws IOException {
        return Files.readAllLines(folder.resolve("log"));
    }
}

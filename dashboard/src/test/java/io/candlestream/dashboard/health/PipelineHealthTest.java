package io.candlestream.dashboard.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.candlestream.dashboard.health.HealthReport.Consumer;
import io.candlestream.dashboard.health.HealthReport.Producer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** PipelineHealth as reported by a small server that speaks as producer and consumer do. */
class PipelineHealthTest {
    private static final String PRODUCER = """
            candlestream_producer_frames_total %d
            candlestream_producer_rejected_total{cause="BAD_JSON"} 2
            candlestream_producer_connections 3
            candlestream_producer_connections_lost_total 1
            candlestream_producer_gaps_total 5
            candlestream_producer_gaps_healed_total 4
            candlestream_producer_gaps_empty_total 1
            """;
    private static final String CONSUMER = """
            candlestream_consumer_rows_total{stream="klines"} %d
            candlestream_consumer_dead_letters_total{cause="BAD_NUMBER",stream="klines"} 7
            candlestream_consumer_dead_letters_total{cause="OFF_GRID",stream="klines"} 0
            candlestream_consumer_latency_seconds_bucket{stream="klines",le="0.25"} 50
            candlestream_consumer_latency_seconds_bucket{stream="klines",le="0.5"} 100
            candlestream_consumer_latency_seconds_bucket{stream="klines",le="+Inf"} 100
            candlestream_consumer_latency_seconds_sum{stream="klines"} 25
            candlestream_consumer_latency_seconds_count{stream="klines"} 100
            candlestream_consumer_offsets_behind{query="live"} 12
            candlestream_consumer_last_batch_timestamp_seconds{query="live"} %s
            """;

    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;
    private PipelineHealth health;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serve("/producer", () -> PRODUCER.formatted(1000 * asked.incrementAndGet()));
        serve(
                "/consumer",
                () -> CONSUMER.formatted(500 * asked.get(), Instant.now().getEpochSecond() - 3));
        server.start();
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        health = new PipelineHealth(
                Optional.of(address.resolve("/producer")),
                Optional.of(address.resolve("/consumer")),
                () -> new Availability(Optional.empty(), Optional.empty()));
    }

    private void serve(String path, java.util.function.Supplier<String> text) {
        server.createContext(path, exchange -> {
            byte[] body = text.get().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void tellsWhatThePartsTell() {
        HealthReport report = health.report();

        Producer producer = report.producer().orElseThrow();
        assertThat(producer.connections()).hasValue(3);
        assertThat(producer.reconnects()).hasValue(1);
        assertThat(producer.gapsHealed()).hasValue(4);
        assertThat(producer.rejected()).isEqualTo(Map.of("BAD_JSON", 2L));
        assertThat(producer.framesPerSecond()).as("one answer tells no rate").isEmpty();
        Consumer consumer = report.consumer().orElseThrow();
        assertThat(consumer.offsetsBehind()).hasValue(12);
        assertThat(consumer.deadLetters()).isEqualTo(Map.of("BAD_NUMBER", 7L));
        assertThat(consumer.lastBatchAge().orElseThrow()).isCloseTo(3, within(2.0));
    }

    @Test
    void aRateComesFromTwoAnswers() {
        health.report();

        await().atMost(Duration.ofSeconds(5)).until(() -> health.report()
                .producer()
                .orElseThrow()
                .framesPerSecond()
                .isPresent());

        double rate = health.report().producer().orElseThrow().framesPerSecond().orElseThrow();
        assertThat(rate).isBetween(100.0, 1200.0);
    }

    @Test
    void manyWhoLookAskOnce() {
        for (int i = 0; i < 20; i++) {
            health.report();
        }

        assertThat(asked.get()).isLessThanOrEqualTo(2);
    }

    @Test
    void anAbsentPartIsToldWithItsTimeWhileTheOtherGoesOn() throws IOException {
        server.removeContext("/consumer");

        HealthReport report = health.report();

        assertThat(report.consumer().orElseThrow().reach().awaySince()).contains(report.now());
        assertThat(report.consumer().orElseThrow().offsetsBehind()).isEmpty();
        assertThat(report.producer().orElseThrow().reach().awaySince()).isEmpty();
    }

    /** Five gigabytes. */
    @Test
    void anAnswerWithoutEndIsGivenUp() {
        assertProducerIsAway(body -> {
            byte[] chunk = "a 1\n".repeat(1 << 18).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 5_000; i++) {
                body.write(chunk);
            }
        });
    }

    @Test
    void anAnswerThatStallsAfterItsHeadersIsGivenUp() {
        assertProducerIsAway(body -> {
            body.write("a 1\n".getBytes(StandardCharsets.UTF_8));
            body.flush();
            LockSupport.parkNanos(Duration.ofSeconds(8).toNanos());
        });
    }

    private void assertProducerIsAway(Answer answer) {
        server.removeContext("/producer");
        server.createContext("/producer", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            answer.to(exchange.getResponseBody());
            exchange.close();
        });
        long began = System.nanoTime();

        HealthReport report = health.report();

        assertThat(report.producer().orElseThrow().reach().awaySince()).isPresent();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
    }

    /** What the server writes. */
    private interface Answer {
        void to(OutputStream body) throws IOException;
    }

    @Test
    void whereNothingIsToBeAskedNothingIsTold() {
        HealthReport report = new PipelineHealth(
                        Optional.empty(),
                        Optional.empty(),
                        () -> new Availability(Optional.of(5L), Optional.of("gone")))
                .report();

        assertThat(report.producer()).isEmpty();
        assertThat(report.cassandra()).isEqualTo(new Availability(Optional.of(5L), Optional.of("gone")));
    }

    @Test
    void remembersTheLastMinutesAsFarAsSomebodyLooked() {
        health.report();
        health.report();

        assertThat(health.trend()).as("asked again within a second").hasSize(1);
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            health.report();
            assertThat(health.trend()).hasSize(2);
        });
        assertThat(health.trend().get(1).toString()).contains("offsetsBehind=OptionalDouble[12.0]");
    }
}

package io.candlestream.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.ingest.channel.StreamDefinition;
import io.candlestream.ingest.connection.Authority;
import io.candlestream.ingest.connection.ConnectionSettings;
import io.candlestream.ingest.connection.ExchangeTime;
import io.candlestream.ingest.connection.FrameHandler;
import io.candlestream.ingest.connection.SubscriptionPlan;
import io.candlestream.ingest.frame.Frame;
import io.candlestream.ingest.metrics.ProducerMetrics;
import io.candlestream.ingest.publish.KafkaSettings;
import io.candlestream.ingest.publish.RecordedTopics;
import io.candlestream.runtime.metrics.MetricRegistry;
import io.candlestream.runtime.metrics.MetricsSettings;
import io.candlestream.runtime.settings.SettingsException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** A throw-away stream of a throw-away venue, from its message to its topic. */
class StreamPipelineTest {
    private static final String TOPIC = "data.quotes";
    private static final long NOW = System.currentTimeMillis();

    private final RecordedTopics topics = new RecordedTopics();
    private final ProducerMetrics metrics = new ProducerMetrics(List.of("quotes"));
    private final FrameHandler handler = handler();

    private FrameHandler handler() {
        StreamDefinition<Quotes.Quote> stream = new StreamDefinition<>(
                "quotes", new Quotes(), List.of("ABC", "DEF"), TOPIC, 1, Quotes.SCHEMA, Optional.empty());
        StreamPipeline<Quotes.Quote> pipeline = new StreamPipeline<>(
                settings(), stream, new ExchangeTime(() -> NOW), topics.publisher(), metrics, cause -> {});
        Quotes.Venue venue = new Quotes.Venue();
        return new FrameHandler(
                SubscriptionPlan.of(List.of(pipeline.feed()), venue).get(0), venue, metrics);
    }

    private static EngineSettings settings() {
        URI nowhere = URI.create("ws://localhost:1");
        Duration second = Duration.ofSeconds(1);
        ConnectionSettings connection = new ConnectionSettings(
                nowhere,
                nowhere,
                Authority.trusting(Optional.empty()),
                second,
                second,
                second,
                second,
                second,
                second,
                second,
                second,
                second,
                1000,
                second);
        return new EngineSettings(
                connection,
                new KafkaSettings("nowhere:1", Map.of()),
                1,
                second,
                new MetricsSettings(Optional.empty(), SettingsException::new));
    }

    @Test
    void aNewStreamIsParsedEncodedAndPublishedToItsOwnTopic() throws IOException {
        assertThat(handler.take(quote("ABC", "12.50", NOW))).isEqualTo(Frame.EVENTS);

        ProducerRecord<byte[], byte[]> record = topics.records(TOPIC).get(0);
        assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("ABC");
        assertThat(record.timestamp()).isBetween(NOW, System.currentTimeMillis());
        GenericRecord value = new GenericDatumReader<GenericRecord>(Quotes.SCHEMA)
                .read(null, DecoderFactory.get().binaryDecoder(record.value(), null));
        assertThat(value)
                .hasToString("{\"symbol\": \"ABC\", \"price\": \"12.50\", \"quoted_at\": \"" + Instant.ofEpochMilli(NOW)
                        + "\"}");
    }

    @Test
    void everyFateIsCounted() {
        handler.take(quote("ABC", "1", NOW));
        handler.take(quote("DEF", "2", NOW));
        handler.take(quote("GHI", "3", NOW));
        handler.take(quote("ABC", "high", NOW));
        handler.take(quote("ABC", "4", NOW + Duration.ofHours(1).toMillis()));
        handler.take("{\"type\":\"depth\"}");

        assertThat(topics.records(TOPIC)).hasSize(2);
        assertThat(metrics)
                .hasToString("6 frames, 2 published, 4 rejected"
                        + " (unexpected 1, not-decimal 1, not-subscribed 1, from-the-future 1)");
        MetricRegistry registry = new MetricRegistry("test");
        metrics.show(registry);
        assertThat(registry.text())
                .contains(
                        "test_published_total{stream=\"quotes\"} 2.0\n",
                        "test_send_latency_seconds_count{stream=\"quotes\"} 2\n",
                        "test_unknown_events_total{type=\"depth\"} 1.0\n");
    }

    private static String quote(String symbol, String price, long at) {
        return "{\"type\":\"quote\",\"symbol\":\"" + symbol + "\",\"price\":\"" + price + "\",\"at\":" + at + "}";
    }
}

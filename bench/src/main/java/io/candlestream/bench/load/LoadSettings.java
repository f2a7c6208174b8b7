package io.candlestream.bench.load;

import io.candlestream.ingest.publish.AssetNames;
import io.candlestream.ingest.publish.KafkaSettings;
import io.candlestream.ingest.publish.Topic;
import io.candlestream.producer.BinanceProducer;
import io.candlestream.producer.kline.KlineEncoder;
import io.candlestream.runtime.retry.Backoff;
import io.candlestream.runtime.retry.Retry;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsLoader;
import io.candlestream.schema.AssetSchema;
import io.candlestream.schema.SchemaException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.avro.Schema;

/** What the generator takes over of the producer's settings, so that its records are the producer's in form and transport. */
record LoadSettings(
        KafkaSettings kafka, String topic, Schema schema, String exchange, int partitions, Duration patience) {
    private static final Duration BACKOFF = Duration.ofSeconds(1);

    /** The producer's settings in {@code environment}. */
    static LoadSettings of(Map<String, String> environment) {
        SettingsLoader loader =
                new SettingsLoader(BinanceProducer.class, "candlestream.producer", Set.of("kafka", "asset-names"));
        Settings settings = loader.load(environment, new Properties());
        return new LoadSettings(
                new KafkaSettings(settings.text("brokers"), settings.table("kafka")),
                settings.text("topic"),
                schema(settings),
                settings.text("exchange-name"),
                settings.number("topic-partitions", 1, 10_000),
                settings.duration("startup-deadline"));
    }

    private static Schema schema(Settings settings) {
        try {
            return AssetSchema.load(Path.of(settings.text("schema")));
        } catch (SchemaException e) {
            throw settings.refused("schema", e.getMessage());
        }
    }

    /** Returns when the topic is there. */
    void ensureTopic() {
        new Topic(kafka, topic, partitions, 1).ensure(new Retry(patience, Backoff.constant(BACKOFF)));
    }

    KlineEncoder encoder(AssetNames names) {
        return new KlineEncoder(schema, exchange, names);
    }
}

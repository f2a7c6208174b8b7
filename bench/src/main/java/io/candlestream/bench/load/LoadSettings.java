package io.candlestream.bench.load;

import io.candlestream.ingest.publish.KafkaSettings;
import io.candlestream.ingest.publish.Topic;
import io.candlestream.producer.ProducerSettings;
import io.candlestream.producer.StreamSettings;
import io.candlestream.runtime.retry.Backoff;
import io.candlestream.runtime.retry.Retry;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.Schema;

/** What the generator takes over of the producer's settings, so that its records are the producer's in form and transport. */
record LoadSettings(
        KafkaSettings kafka, String topic, Schema schema, String exchange, int partitions, Duration patience) {
    private static final Duration BACKOFF = Duration.ofSeconds(1);

    /** The producer's settings of {@code wanted} in {@code environment}. */
    static LoadSettings of(Map<String, String> environment, BenchStream wanted) {
        ProducerSettings settings =
                ProducerSettings.of(ProducerSettings.loader().load(environment, new Properties()));
        StreamSettings stream = settings.stream(wanted.name());
        return new LoadSettings(
                settings.engine().kafka(),
                stream.topic(),
                stream.schema(),
                settings.exchangeName(),
                stream.topicPartitions(),
                settings.engine().connection().startUpDeadline());
    }

    /** Returns when the topic is there. */
    void ensureTopic() {
        new Topic(kafka, topic, partitions, 1).ensure(new Retry(patience, Backoff.constant(BACKOFF)));
    }
}

package io.candlestream.ingest;

import io.candlestream.ingest.connection.ConnectionSettings;
import io.candlestream.ingest.publish.KafkaSettings;
import io.candlestream.runtime.metrics.MetricsSettings;
import java.time.Duration;

/**
 * What holds for all streams of a producer; part of the program's settings.
 *
 * @param topicReplication copies of each partition of a topic that has to be created
 * @param stopTimeout how long SIGTERM waits for the broker
 */
public record EngineSettings(
        ConnectionSettings connection,
        KafkaSettings kafka,
        int topicReplication,
        Duration stopTimeout,
        MetricsSettings metrics) {}

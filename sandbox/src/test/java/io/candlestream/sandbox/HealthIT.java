package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Servers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The health check of the producer, asked as Docker asks it. */
@ExtendWith(SharedServers.class)
class HealthIT {
    private static final String TOPIC = "health.asset_prices";

    @Test
    void aTopicIsWellOnlyWhileYoungRecordsArrive(Servers servers, @TempDir Path folder) {
        Pipeline pipeline = Pipeline.between(servers, servers.superuser(), folder)
                .with("ASSET_PRICES_TOPIC", TOPIC)
                .with("CANDLESTREAM_TOOLS_HEALTH_MAX_AGE", "1 hour");
        TopicRecords topics = new TopicRecords(servers.brokers());
        assertThat(ToolRun.health(pipeline, "topic").exitCode())
                .as("no such topic")
                .isEqualTo(1);

        topics.create(TOPIC, 2);
        topics.append(List.of(record(Instant.now().minus(Duration.ofHours(2)))));
        assertThat(ToolRun.health(pipeline, "topic").exitCode())
                .as("an old record")
                .isEqualTo(1);

        topics.append(List.of(record(Instant.now())));
        ToolRun run = ToolRun.health(pipeline, "topic");
        assertThat(run.exitCode()).as("%s", run).isZero();
    }

    @Test
    void isIllWhenNoBrokerAnswers(Servers servers, @TempDir Path folder) {
        Pipeline pipeline =
                Pipeline.between(servers, servers.superuser(), folder).with("REDPANDA_BROKERS", "localhost:1");

        ToolRun run = ToolRun.health(pipeline, "topic");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.answer()).contains("Cannot ask localhost:1 about data.asset_prices");
    }

    private static ProducerRecord<byte[], byte[]> record(Instant time) {
        byte[] value = "any".getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(TOPIC, 0, time.toEpochMilli(), value, value);
    }
}

package io.candlestream.consumer.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.batch.DeadLetterTopic;
import io.candlestream.consumer.batch.TopicPipeline;
import io.candlestream.consumer.settings.ConsumerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.Test;

class PipelinesTest {
    private final List<String> counted = new ArrayList<>();

    @Test
    void eachStreamHasItsSinksAndTheDeadLettersOfItsLeader() {
        ConsumerSettings settings = ConsumerSettings.of(ConsumerSettings.loader(ConsumerSettings.class)
                .load(
                        Map.of(
                                "ASSET_SCHEMA_LOCATION", "../schemas/assets.avsc",
                                "CANDLESTREAM_CONSUMER_SINKS", "cassandra, console"),
                        new Properties()));
        List<TopicPipeline> pipelines = new Pipelines(settings, stream -> Set.of(), sink -> {
                    counted.add(sink);
                    return new LongAccumulator();
                })
                .of(settings.queries().get(0));

        assertThat(pipelines).extracting(TopicPipeline::stream).containsExactly("gaps", "klines");
        assertThat(pipelines)
                .extracting(TopicPipeline::topic)
                .containsExactly("data.asset_prices.gaps", "data.asset_prices");
        assertThat(pipelines)
                .extracting(pipeline -> pipeline.sinks().stream()
                        .map(bound -> bound.sink().name())
                        .toList())
                .containsExactly(List.of("cassandra"), List.of("cassandra", "console"));
        assertThat(pipelines)
                .extracting("deadLetters")
                .containsOnly(new DeadLetterTopic("localhost:9092", "data.asset_prices.dead"));
        assertThat(counted).containsExactlyInAnyOrder("cassandra", "console");
    }
}

package io.candlestream.consumer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckpointMetadataTest {
    /** As the version before streams, sinks and queries had names wrote it. */
    private static final String EARLIER = """
            # Whose checkpoint this is; the consumer refuses another's.
            interval=1m
            schema=5f0c
            table=assets.assets
            topic=prices
            topic-id.prices=A
            topic-id.prices.gaps=B
            """;

    private static final FedStream KLINES = new FedStream(
            "prices", Map.of("interval", "1m", "schema", "5f0c"), Map.of("cassandra", "table assets.assets"));
    private static final FedStream GAPS =
            new FedStream("prices.gaps", Map.of(), Map.of("cassandra", "table assets.gaps"));
    private static final CheckpointMetadata NOW =
            new CheckpointMetadata(Map.of("klines", KLINES, "gaps", GAPS), Map.of("prices", "A", "prices.gaps", "B"));

    @Test
    void readsWhatItWrites() {
        assertThat(CheckpointMetadata.parse(NOW.text())).isEqualTo(NOW);
    }

    @Test
    void anEarlierVersionsCheckpointIsOurs() {
        CheckpointMetadata earlier = CheckpointMetadata.parse(EARLIER);

        assertThat(earlier.difference(NOW)).isEmpty();
        assertThat(earlier.changedSinks(NOW)).isEmpty();
        assertThat(earlier.sawAnother(new TopicState("prices", "other", Map.of(), Map.of())))
                .isTrue();
        assertThat(earlier.sawAnother(new TopicState("prices", "A", Map.of(), Map.of())))
                .isFalse();
    }

    @Test
    void anEarlierVersionsCheckpointOfAnotherTableOrTopicIsRefused() {
        CheckpointMetadata other = CheckpointMetadata.parse(EARLIER.replace("assets.assets", "assets.other"));
        CheckpointMetadata elsewhere = CheckpointMetadata.parse(EARLIER.replace("topic=prices", "topic=others"));

        assertThat(other.difference(NOW))
                .contains("stream klines: cassandra is table assets.assets, it was begun with table assets.other");
        assertThat(elsewhere.difference(NOW)).contains("stream klines: topic is prices, it was begun with others");
    }

    @Test
    void anEarlierVersionsCheckpointWithoutATableTakesAny() {
        CheckpointMetadata console = CheckpointMetadata.parse(EARLIER.replace("assets.assets", "none"));

        assertThat(console.difference(NOW)).isEmpty();
    }

    @Test
    void aSinkThatComesOrGoesIsToldInOneLine() {
        FedStream both = new FedStream(
                "prices", KLINES.facts(), Map.of("cassandra", "table assets.assets", "second", "table more.assets"));
        CheckpointMetadata more = new CheckpointMetadata(Map.of("klines", both, "gaps", GAPS), Map.of());

        assertThat(NOW.difference(more)).isEmpty();
        assertThat(NOW.changedSinks(more))
                .containsExactly("Stream klines is written to sink second (table more.assets) too, from here on"
                        + " (a backfill, or a stream on a query of its own, gives it the past)");
        assertThat(more.changedSinks(NOW))
                .isEqualTo(List.of("Stream klines is no longer written to sink second (table more.assets)"));
    }

    /** As metrics of windows of two lengths, in one query. */
    @Test
    void twoStreamsOfOneTopicAreToldApart() {
        FedStream minutes = new FedStream("trades", Map.of("window", "1m"), Map.of());
        FedStream sliding = new FedStream("trades", Map.of("window", "5m/1m"), Map.of());
        CheckpointMetadata both = new CheckpointMetadata(Map.of("minutes", minutes, "sliding", sliding), Map.of());
        CheckpointMetadata one = new CheckpointMetadata(Map.of("minutes", minutes), Map.of());

        assertThat(both.difference(both)).isEmpty();
        assertThat(one.difference(both)).as("one more").isEmpty();
        assertThat(both.difference(one)).as("one less").isEmpty();
        assertThat(both.difference(new CheckpointMetadata(Map.of("minutes", sliding, "sliding", sliding), Map.of())))
                .contains("stream minutes: window is 5m/1m, it was begun with 1m");
    }

    @Test
    void aStreamThatComesOrGoesOrIsRenamedIsNoDifference() {
        CheckpointMetadata renamed = new CheckpointMetadata(Map.of("minutes", KLINES), Map.of());

        assertThat(NOW.difference(renamed)).isEmpty();
        assertThat(renamed.difference(NOW)).isEmpty();
    }
}

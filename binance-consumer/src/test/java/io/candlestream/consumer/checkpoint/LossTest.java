package io.candlestream.consumer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LossTest {
    private final CheckpointMetadata owner = new CheckpointMetadata(Map.of(), Map.of("prices", "A"));
    private final Positions atFifty = new Positions(Map.of(new TopicPartition("prices", 0), 50L));

    @Test
    void nothingIsLostBetweenFirstAndEnd() {
        assertThat(losses("A", 50, 50)).isEmpty();
        assertThat(losses("A", 0, 90)).isEmpty();
        assertThat(losses("", 0, 90)).isEmpty();
    }

    @Test
    void whatRetentionDeletedUnreadIsCounted() {
        assertThat(losses("A", 70, 90)).singleElement().satisfies(loss -> {
            assertThat(loss.message())
                    .isEqualTo("prices-0 offsets 50 to 69 (20 records): deleted before they were read");
            assertThat(loss.next()).contains(70L);
        });
    }

    @Test
    void anotherTopicOfTheNameIsALossEvenWhereTheOffsetsFit() {
        assertThat(losses("B", 0, 90)).singleElement().satisfies(loss -> {
            assertThat(loss.message()).contains("from offset 50", "created again");
            assertThat(loss.next()).contains(0L);
        });
    }

    @Test
    void aTopicThatEndsBeforeThePositionIsALossWithoutAnyId() {
        assertThat(losses("", 0, 49)).singleElement().satisfies(loss -> assertThat(loss.message())
                .contains("ends at 49"));
    }

    @Test
    void aPartitionThatIsGoneIsDropped() {
        TopicState other = new TopicState("prices", "A", Map.of(1, 0L), Map.of(1, 0L));

        assertThat(Loss.of(atFifty, List.of(other), owner))
                .extracting(Loss::next)
                .containsExactly(Optional.empty());
    }

    @Test
    void aNewPartitionIsReadFromItsFirstRecordOrTold() {
        TopicState more = new TopicState("prices", "A", Map.of(0, 0L, 1, 0L), Map.of(0, 60L, 1, 9L));
        TopicState aged = new TopicState("prices", "A", Map.of(0, 0L, 1, 4L), Map.of(0, 60L, 1, 9L));

        assertThat(Loss.of(atFifty, List.of(more), owner)).isEmpty();
        assertThat(Loss.of(atFifty, List.of(aged), owner))
                .extracting(Loss::message)
                .containsExactly("prices-1 offsets 0 to 3 (4 records): deleted before they were read");
    }

    private List<Loss> losses(String id, long first, long end) {
        TopicState topic = new TopicState("prices", id, Map.of(0, first), Map.of(0, end));
        return Loss.of(atFifty, List.of(topic), owner);
    }
}

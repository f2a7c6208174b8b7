package io.candlestream.consumer.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.query.TopicWatch.Brokers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class TopicWatchTest {
    private final List<String> stops = new ArrayList<>();

    @Test
    void anotherTopicOfTheNameIsALoudStop() {
        look(() -> Map.of("prices", "B"));

        assertThat(stops).singleElement().asString().contains("prices", "id was A, now B", "--accept-loss");
    }

    @Test
    void theSameTopicOrOneWithoutIdIsNot() {
        look(() -> Map.of("prices", "A"));
        look(() -> Map.of("prices", ""));

        assertThat(stops).isEmpty();
    }

    @Test
    void brokersThatAreAwayAreLeftToTheQuery() {
        look(() -> {
            throw new ExecutionException(new TimeoutException("no answer"));
        });

        assertThat(stops).isEmpty();
    }

    private void look(Brokers brokers) {
        new TopicWatch(brokers, Map.of("prices", "A"), reason -> stops.add(reason.getMessage())).run();
    }
}

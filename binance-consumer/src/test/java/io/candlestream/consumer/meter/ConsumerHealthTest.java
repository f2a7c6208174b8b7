package io.candlestream.consumer.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.runtime.metrics.Health;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConsumerHealthTest {
    private static final Duration STALL = Duration.ofSeconds(60);

    private final ConsumerHealth consumer = new ConsumerHealth();
    private final Health health = consumer.health();
    private Duration sinceProgress = Duration.ZERO;
    private Optional<Duration> running = Optional.empty();

    @Test
    void isReadyOnceABatchHasComeToItsEnd() {
        consumer.waitsFor("Cassandra");
        assertThat(health.whyNotReady().orElseThrow()).startsWith("waits for Cassandra since ");
        consumer.progressed();
        assertThat(health.whyNotReady()).isEmpty();
    }

    @Test
    void isNotReadyWhileTheBrokersAreAway() {
        consumer.progressed();
        consumer.away("cannot read topic prices at broker:9092: TimeoutException: no answer");
        assertThat(health.whyNotReady().orElseThrow()).contains("broker:9092");
        assertThat(health.whyNotLive()).isEmpty();
        consumer.progressed();
        assertThat(health.whyNotReady()).isEmpty();
    }

    @Test
    void aBatchThatDoesNotEndMakesItUnreadyAndThenDead() {
        watch();
        running = Optional.of(Duration.ofSeconds(61));
        sinceProgress = Duration.ofSeconds(61);
        assertThat(health.whyNotReady()).contains("no batch has come to its end for 61 s");
        assertThat(health.whyNotLive()).isEmpty();

        running = Optional.of(Duration.ofSeconds(121));
        assertThat(health.whyNotLive()).contains("a batch has run for 121 s");
    }

    @Test
    void aBatchThatWaitsForCassandraIsNoReasonToStartItAnew() {
        watch();
        running = Optional.of(Duration.ofMinutes(5));
        consumer.retries();
        assertThat(health.whyNotLive()).isEmpty();
        assertThat(health.whyNotReady().orElseThrow()).startsWith("Cassandra does not take the rows");

        consumer.stored();
        assertThat(health.whyNotLive()).isPresent();
    }

    private void watch() {
        consumer.progressed();
        consumer.watch(STALL, () -> sinceProgress, () -> running);
    }
}

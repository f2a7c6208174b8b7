package io.candlestream.consumer.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.runtime.metrics.Health;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueryHealthTest {
    private static final Duration STALL = Duration.ofSeconds(60);

    private final Health health = new Health();
    private final QueryHealth query = new QueryHealth(health, Optional.empty());
    private Duration sinceProgress = Duration.ZERO;
    private Optional<Duration> running = Optional.empty();

    @Test
    void isReadyOnceABatchHasComeToItsEnd() {
        query.waitsFor("Cassandra");
        assertThat(health.whyNotReady().orElseThrow()).startsWith("waits for Cassandra since ");
        query.progressed();
        assertThat(health.whyNotReady()).isEmpty();
    }

    @Test
    void isNotReadyWhileTheBrokersAreAway() {
        query.progressed();
        query.away("cannot read topic prices at broker:9092: TimeoutException: no answer");
        assertThat(health.whyNotReady().orElseThrow()).contains("broker:9092");
        assertThat(health.whyNotLive()).isEmpty();
        query.progressed();
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
    void aBatchThatWaitsForASinkIsNoReasonToRestartIt() {
        watch();
        running = Optional.of(Duration.ofMinutes(5));
        query.retries("cassandra");
        assertThat(health.whyNotLive()).isEmpty();
        assertThat(health.whyNotReady().orElseThrow()).startsWith("sink cassandra does not take the rows");

        query.stored();
        assertThat(health.whyNotLive()).isPresent();
    }

    @Test
    void theQueryIsNamedWhereThereAreSeveral() {
        Health shared = new Health();
        QueryHealth live = new QueryHealth(shared, Optional.of("live"));
        QueryHealth trades = new QueryHealth(shared, Optional.of("trades"));
        live.progressed();
        assertThat(shared.whyNotReady().orElseThrow()).startsWith("query trades: waits for its settings since ");

        trades.progressed();
        assertThat(shared.whyNotReady()).isEmpty();

        trades.retries("files");
        assertThat(shared.whyNotReady().orElseThrow())
                .startsWith("query trades: sink files does not take the rows of the running batch since ");
    }

    private void watch() {
        query.progressed();
        query.watch(STALL, () -> sinceProgress, () -> running);
    }
}

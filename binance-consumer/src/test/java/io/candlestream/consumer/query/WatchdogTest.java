package io.candlestream.consumer.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.batch.Batches.Running;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WatchdogTest {
    private final AtomicReference<Optional<Running>> running = new AtomicReference<>(Optional.empty());
    private final AtomicLong seconds = new AtomicLong();
    private final AtomicInteger warnings = new AtomicInteger();
    private final Watchdog watchdog = new Watchdog(
            Duration.ofSeconds(60),
            running::get,
            () -> "warning " + warnings.incrementAndGet(),
            () -> Duration.ofSeconds(seconds.get()).toNanos());

    @Test
    void isQuietWhileNothingRunsOrABatchIsYoung() {
        assertThat(warningsAt(500)).isZero();
        running.set(Optional.of(new Running(7, Duration.ofSeconds(500).toNanos())));
        assertThat(warningsAt(559)).isZero();
    }

    @Test
    void warnsOnceEachTimeTheLimitHasPassed() {
        running.set(Optional.of(new Running(7, 0)));
        assertThat(warningsAt(60)).isEqualTo(1);
        assertThat(warningsAt(100)).isEqualTo(1);
        assertThat(warningsAt(121)).isEqualTo(2);

        running.set(Optional.of(new Running(8, Duration.ofSeconds(130).toNanos())));
        assertThat(warningsAt(180)).isEqualTo(2);
        assertThat(warningsAt(190)).isEqualTo(3);
    }

    private int warningsAt(long second) {
        seconds.set(second);
        watchdog.run();
        return warnings.get();
    }
}

package io.candlestream.ingest.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateTest {
    private final AtomicLong clock = new AtomicLong(1_000);
    private final Rate rate = new Rate(5_000, clock::get, clock::addAndGet);

    @Test
    void letsThroughSoManyASecond() {
        long began = clock.get();
        for (int i = 0; i < 50_000; i++) {
            rate.take();
        }

        assertThat(clock.get() - began)
                .isBetween(TimeUnit.MILLISECONDS.toNanos(9_990), TimeUnit.MILLISECONDS.toNanos(10_000));
    }

    @Test
    void doesNotMakeUpForTimeThatHasPassed() {
        clock.addAndGet(TimeUnit.HOURS.toNanos(1));
        long began = clock.get();
        for (int i = 0; i < 5_000; i++) {
            rate.take();
        }

        assertThat(clock.get() - began).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(990));
    }
}

package io.candlestream.ingest.metrics;

import io.candlestream.runtime.metrics.Histogram;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;

/** What becomes of the events of one stream. Safe for use by many threads. */
public final class StreamMetrics {
    private static final List<Duration> STEPS = LongStream.of(
                    1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000)
            .mapToObj(Duration::ofMillis)
            .toList();

    private final String name;
    private final LongAdder published = new LongAdder();
    private final Histogram sends = new Histogram(STEPS);
    private final LongAdder gaps = new LongAdder();
    private final LongAdder healed = new LongAdder();
    private final LongAdder empty = new LongAdder();
    private final LongAdder healedEvents = new LongAdder();
    private final LongAdder retries = new LongAdder();

    StreamMetrics(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** The broker has acknowledged an event, so many nanoseconds after it was sent. */
    public void published(long nanos) {
        published.increment();
        sends.took(nanos);
    }

    /** Events are missing. */
    public void gapFound() {
        gaps.increment();
    }

    /** Events that were missing are published. */
    public void gapHealed() {
        healed.increment();
    }

    /** Events that were missing do not exist at the exchange either. */
    public void gapEmpty() {
        empty.increment();
    }

    /** So many events that were missing are published. */
    public void eventsHealed(int count) {
        healedEvents.add(count);
    }

    /** The exchange could not be asked for what is missing; it will be asked again. */
    public void repairRetried() {
        retries.increment();
    }

    long published() {
        return published.sum();
    }

    Histogram sends() {
        return sends;
    }

    long gaps() {
        return gaps.sum();
    }

    long healed() {
        return healed.sum();
    }

    long empty() {
        return empty.sum();
    }

    long healedEvents() {
        return healedEvents.sum();
    }

    long retries() {
        return retries.sum();
    }
}

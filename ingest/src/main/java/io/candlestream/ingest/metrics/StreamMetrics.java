package io.candlestream.ingest.metrics;

import io.candlestream.runtime.metrics.Histogram;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What becomes of the events of one stream. Safe for use by many threads. */
public final class StreamMetrics {
    private static final List<Duration> STEPS = LongStream.of(
                    1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000)
            .mapToObj(Duration::ofMillis)
            .toList();

    private final String name;
    private final Histogram sends = new Histogram(STEPS);
    private final Map<Count, LongAdder> counts = new EnumMap<>(Count.class);

    StreamMetrics(String name) {
        this.name = name;
        Stream.of(Count.values()).forEach(count -> counts.put(count, new LongAdder()));
    }

    String name() {
        return name;
    }

    /** The broker has acknowledged an event, so many nanoseconds after it was sent. */
    public void published(long nanos) {
        add(Count.PUBLISHED);
        sends.took(nanos);
    }

    public void add(Count count) {
        add(count, 1);
    }

    public void add(Count count, int more) {
        counts.get(count).add(more);
    }

    Histogram sends() {
        return sends;
    }

    long sum(Count count) {
        return counts.get(count).sum();
    }

    /** What is counted, by the name of its metric. */
    public enum Count {
        PUBLISHED("published", "Updates that the broker has acknowledged"),
        GAPS("gaps", "Stretches of missing records that were found"),
        HEALED("gaps_healed", "Stretches that were fetched and published"),
        EMPTY("gaps_empty", "Stretches that the exchange has no records of either"),
        EVENTS_HEALED("records_healed", "Missing candles, trades or other records that were fetched and published"),
        RETRIES("healing_retries", "Requests for missing records that failed");

        private final String metric;
        private final String help;

        Count(String metric, String help) {
            this.metric = metric;
            this.help = help;
        }

        String metric() {
            return metric;
        }

        String help() {
            return help;
        }
    }
}

package io.candlestream.dashboard.health;

import io.candlestream.dashboard.health.HealthReport.Consumer;
import io.candlestream.dashboard.health.HealthReport.Producer;
import io.candlestream.runtime.metrics.HistogramReading;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;

/** The pipeline's health for the page: asks producer and consumer when somebody looks, and at most once a second. */
public final class PipelineHealth {
    private static final Duration FRESH = Duration.ofMillis(900);
    /** One a second at most: ten minutes. */
    private static final int MOST_POINTS = 600;

    private static final String PRODUCER = "candlestream_producer_";
    private static final String CONSUMER = "candlestream_consumer_";

    private final Optional<ProgramMetrics> producer;
    private final Optional<ProgramMetrics> consumer;
    private final Supplier<Availability> cassandra;
    private final Deque<Point> trend = new ConcurrentLinkedDeque<>();
    private Optional<HealthReport> newest = Optional.empty();

    /**
     * @param producer where the metrics of the producer are, {@code consumer} those of the consumer; empty for nowhere
     * @param cassandra whether it answers
     */
    public PipelineHealth(Optional<URI> producer, Optional<URI> consumer, Supplier<Availability> cassandra) {
        this.producer = producer.map(ProgramMetrics::new);
        this.consumer = consumer.map(ProgramMetrics::new);
        this.cassandra = cassandra;
    }

    /** The newest report, hardly older than a second. */
    public synchronized HealthReport report() {
        Instant now = Instant.now();
        boolean fresh = newest.filter(
                        report -> Instant.ofEpochMilli(report.now()).plus(FRESH).isAfter(now))
                .isPresent();
        if (!fresh) {
            producer.ifPresent(part -> part.refresh(now));
            consumer.ifPresent(part -> part.refresh(now));
            newest = Optional.of(new HealthReport(
                    now.toEpochMilli(),
                    cassandra.get(),
                    producer.map(PipelineHealth::ofProducer),
                    consumer.map(part -> ofConsumer(part, now))));
            newest.get().consumer().ifPresent(figures -> {
                trend.addLast(Point.of(now, figures));
                if (trend.size() > MOST_POINTS) {
                    trend.removeFirst();
                }
            });
        }
        return newest.get();
    }

    /** What the consumer reported in the last minutes, as far as somebody looked: oldest first, ready to be written as JSON. */
    public List<?> trend() {
        return List.copyOf(trend);
    }

    /** One look, at {@code now} in epoch milliseconds; figures as in {@link Consumer}. */
    record Point(
            long now,
            OptionalDouble rowsPerSecond,
            OptionalDouble latencyMedian,
            OptionalDouble latencyWorst,
            OptionalDouble offsetsBehind) {
        static Point of(Instant now, Consumer seen) {
            return new Point(
                    now.toEpochMilli(),
                    seen.rowsPerSecond(),
                    seen.latencyMedian(),
                    seen.latencyWorst(),
                    seen.offsetsBehind());
        }
    }

    private static Producer ofProducer(ProgramMetrics part) {
        return new Producer(
                reach(part),
                part.perSecond(PRODUCER + "frames_total"),
                part.now().value(PRODUCER + "connections"),
                part.now().value(PRODUCER + "connections_lost_total"),
                part.now().value(PRODUCER + "gaps_total"),
                part.now().value(PRODUCER + "gaps_healed_total"),
                part.now().value(PRODUCER + "gaps_empty_total"),
                part.now().counts(PRODUCER + "rejected_total", "cause"));
    }

    private static Consumer ofConsumer(ProgramMetrics part, Instant now) {
        HistogramReading latency = part.recent(CONSUMER + "latency_seconds");
        OptionalDouble lastBatch = part.now().min(CONSUMER + "last_batch_timestamp_seconds");
        return new Consumer(
                reach(part),
                part.perSecond(CONSUMER + "rows_total"),
                latency.quantile(0.5),
                latency.quantile(0.99),
                latency.limit(),
                part.now().max(CONSUMER + "offsets_behind"),
                lastBatch.stream()
                        .filter(seconds -> seconds > 0)
                        .map(seconds -> Math.max(0, now.toEpochMilli() / 1000.0 - seconds))
                        .findFirst(),
                part.recent(CONSUMER + "batch_seconds").mean(),
                part.now().counts(CONSUMER + "dead_letters_total", "cause"));
    }

    private static Availability reach(ProgramMetrics part) {
        return new Availability(part.awaySince().map(Instant::toEpochMilli), Optional.empty());
    }
}

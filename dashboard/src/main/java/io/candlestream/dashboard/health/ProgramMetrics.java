package io.candlestream.dashboard.health;

import io.candlestream.runtime.metrics.HistogramReading;
import io.candlestream.runtime.metrics.MetricsClient;
import io.candlestream.runtime.metrics.MetricsReading;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalDouble;

/** The metrics of one running program: what they are now, and how they have changed in the last seconds. */
final class ProgramMetrics {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** What a rate is taken over: short enough to see a stop, long enough for several batches. */
    private static final Duration LOOK_BACK = Duration.ofSeconds(10);

    private final MetricsClient client;
    private final Deque<Timed> readings = new ArrayDeque<>();
    private Optional<Instant> awaySince = Optional.empty();

    ProgramMetrics(URI metrics) {
        this.client = new MetricsClient(metrics, PATIENCE);
    }

    private record Timed(Instant time, MetricsReading reading) {}

    /** Asks the program. */
    void refresh(Instant now) {
        Optional<MetricsReading> reading = client.read();
        if (reading.isEmpty()) {
            readings.clear();
            awaySince = Optional.of(awaySince.orElse(now));
            return;
        }
        awaySince = Optional.empty();
        readings.addLast(new Timed(now, reading.get()));
        while (readings.peekFirst().time().plus(LOOK_BACK).isBefore(now)) {
            readings.removeFirst();
        }
    }

    /** Since when it has not answered; empty while it does. */
    Optional<Instant> awaySince() {
        return awaySince;
    }

    /** What it said last; nothing while it is away. */
    MetricsReading now() {
        return readings.isEmpty() ? MetricsReading.NONE : readings.peekLast().reading();
    }

    /** How fast a counter grew in the last seconds; empty until two answers tell. */
    OptionalDouble perSecond(String counter) {
        if (readings.size() < 2) {
            return OptionalDouble.empty();
        }
        double seconds = Duration.between(
                                readings.peekFirst().time(), readings.peekLast().time())
                        .toMillis()
                / 1000.0;
        double before = readings.peekFirst().reading().value(counter).orElse(0);
        OptionalDouble after = now().value(counter);
        return after.stream()
                .map(value -> (value < before ? value : value - before) / seconds) // smaller: started again
                .findFirst();
    }

    /** What a histogram saw in the last seconds. */
    HistogramReading recent(String histogram) {
        return readings.isEmpty()
                ? now().histogram(histogram)
                : now().histogram(histogram)
                        .since(readings.peekFirst().reading().histogram(histogram));
    }
}

package io.candlestream.producer.exchange;

import io.candlestream.producer.frame.Frame.Cause;
import io.candlestream.runtime.metrics.Histogram;
import io.candlestream.runtime.metrics.MetricRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Counts what becomes of every message; the one seam through which the producer is watched. What to be warned of stands in
 * {@code monitoring/rules}.
 */
public interface ProducerMetrics {
    /** A message arrived, of whatever kind. */
    void received();

    /** A message was not usable. */
    void rejected(Cause cause);

    /** The broker has acknowledged an update, so many nanoseconds after it was sent. */
    void published(long nanos);

    /** A connection ended that should not have. */
    void connectionLost();

    /** Candles are missing. */
    void gapFound();

    /** Candles that were missing are published. */
    void gapHealed();

    /** Candles that were missing do not exist at the exchange either. */
    void gapEmpty();

    /** So many candles that were missing are published. */
    void candlesHealed(int count);

    /** The exchange could not be asked for what is missing; it will be asked again. */
    void healingRetried();

    /** Counts in memory; safe for use by many threads. */
    final class Counts implements ProducerMetrics {
        private static final List<Duration> STEPS = LongStream.of(
                        1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000)
                .mapToObj(Duration::ofMillis)
                .toList();

        private final LongAdder received = new LongAdder();
        private final LongAdder published = new LongAdder();
        private final Histogram sends = new Histogram(STEPS);
        private final LongAdder lost = new LongAdder();
        private final LongAdder gaps = new LongAdder();
        private final LongAdder healed = new LongAdder();
        private final LongAdder empty = new LongAdder();
        private final LongAdder healedCandles = new LongAdder();
        private final LongAdder retries = new LongAdder();
        private final Map<Cause, LongAdder> rejected = new EnumMap<>(Cause.class);

        public Counts() {
            Arrays.stream(Cause.values()).forEach(cause -> rejected.put(cause, new LongAdder()));
        }

        @Override
        public void received() {
            received.increment();
        }

        @Override
        public void rejected(Cause cause) {
            rejected.get(cause).increment();
        }

        @Override
        public void published(long nanos) {
            published.increment();
            sends.took(nanos);
        }

        @Override
        public void connectionLost() {
            lost.increment();
        }

        @Override
        public void gapFound() {
            gaps.increment();
        }

        @Override
        public void gapHealed() {
            healed.increment();
        }

        @Override
        public void gapEmpty() {
            empty.increment();
        }

        @Override
        public void candlesHealed(int count) {
            healedCandles.add(count);
        }

        @Override
        public void healingRetried() {
            retries.increment();
        }

        /** Puts each count under its name. */
        public void show(MetricRegistry meters) {
            meters.counter("frames", "Messages that came, of whatever kind", received::sum);
            meters.counters("rejected", "Messages that were not usable", "cause", this::rejectedByCause);
            meters.counter("published", "Updates that the broker has acknowledged", published::sum);
            meters.counter("connections_lost", "Connections that ended and should not have", lost::sum);
            meters.counter("gaps", "Stretches of missing candles that were found", gaps::sum);
            meters.counter("gaps_healed", "Stretches that were fetched and published", healed::sum);
            meters.counter("gaps_empty", "Stretches that the exchange has no candles of either", empty::sum);
            meters.counter("candles_healed", "Candles that were fetched and published", healedCandles::sum);
            meters.counter("healing_retries", "Requests for missing candles that failed", retries::sum);
            meters.durations("send_latency_seconds", "From sending an update to its acknowledgement", sends);
        }

        private Map<String, Long> rejectedByCause() {
            Map<String, Long> counts = new TreeMap<>();
            rejected.forEach((cause, count) -> counts.put(cause.toString(), count.sum()));
            return counts;
        }

        long lostConnections() {
            return lost.sum();
        }

        long rejections(Cause cause) {
            return rejected.get(cause).sum();
        }

        /** The counts in one line, with the causes of rejections and the gaps if there were any. */
        @Override
        public String toString() {
            long refused = rejected.values().stream().mapToLong(LongAdder::sum).sum();
            String causes = rejected.entrySet().stream()
                    .filter(e -> e.getValue().sum() > 0)
                    .map(e -> e.getKey() + " " + e.getValue())
                    .collect(Collectors.joining(", "));
            return received + " frames, " + published + " published, " + refused + " rejected"
                    + (causes.isEmpty() ? "" : " (" + causes + ")")
                    + (gaps.sum() == 0 ? "" : ", " + gapsText());
        }

        private String gapsText() {
            return gaps + " gaps (" + healed + " stretches healed, " + empty + " empty, " + healedCandles + " candles, "
                    + retries + " retries)";
        }
    }
}

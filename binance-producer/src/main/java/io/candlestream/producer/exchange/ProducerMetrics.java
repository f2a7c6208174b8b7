package io.candlestream.producer.exchange;

import io.candlestream.producer.frame.Frame.Cause;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * Counts what becomes of every message; the one seam through which the producer is watched.
 *
 * <p>Alert when any cause of {@link #rejected} grows (the exchange or the path to it has changed), when
 * {@link #connectionLost} grows faster than once a connection and day, and when {@link #received} stands still.
 */
public interface ProducerMetrics {
    /** A message arrived, of whatever kind. */
    void received();

    /** A message was not usable. */
    void rejected(Cause cause);

    /** The broker has acknowledged an update. */
    void published();

    /** A connection ended that should not have. */
    void connectionLost();

    /** Counts in memory; safe for use by many threads. */
    final class Counts implements ProducerMetrics {
        private final LongAdder received = new LongAdder();
        private final LongAdder published = new LongAdder();
        private final LongAdder lost = new LongAdder();
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
        public void published() {
            published.increment();
        }

        @Override
        public void connectionLost() {
            lost.increment();
        }

        long lostConnections() {
            return lost.sum();
        }

        long rejections(Cause cause) {
            return rejected.get(cause).sum();
        }

        /** The counts in one line, with the causes of rejections that happened. */
        @Override
        public String toString() {
            long refused = rejected.values().stream().mapToLong(LongAdder::sum).sum();
            String causes = rejected.entrySet().stream()
                    .filter(e -> e.getValue().sum() > 0)
                    .map(e -> e.getKey() + " " + e.getValue())
                    .collect(Collectors.joining(", "));
            return received + " frames, " + published + " published, " + refused + " rejected"
                    + (causes.isEmpty() ? "" : " (" + causes + ")");
        }
    }
}
